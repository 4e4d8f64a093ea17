using System.Text;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Every mode by every kind of request, as an approved file: a cell that nobody planned fails.</summary>
public sealed class ProxyMatrixTests
{
    private static readonly (string Name, Action<ShadowScenario> Ask)[] Requests =
    [
        ("read measurement", s => s.Read("temp")),
        ("read configuration", s => s.Read("level")),
        ("read young enough", s => s.Read("temp", maxAge: 60)),
        ("write configuration", s => s.Write("level", 9)),
        ("write output", s => s.Write("valve", 9)),
        ("write trigger", s => s.Write("pulse", 1)),
        ("write heartbeat", s => s.Write("beat", 1)),
        ("write queue", s => s.Write("batch", 9)),
        ("write repeatable", s => s.Write("mode", 3)),
        ("write measurement", s => s.Write("temp", 1)),
        ("invoke idempotent", s => s.Invoke("home")),
        ("invoke once", s => s.Invoke("dose")),
        ("invoke once, block", s => s.Invoke("fill")),
        ("invoke safe", s => s.Invoke("stop")),
        ("repeat a key", s => s.Write("level", 5, "known")),
        ("reuse a key", s => s.Write("level", 6, "known")),
        ("restart", s => s.Restart()),
        ("fault", s => s.Drill()),
        ("take out", s => s.Decide(AdministrativeState.Maintenance)),
        ("enable", s => s.Decide(AdministrativeState.Enabled)),
        ("lock", s => s.Lock("bobs")),
        ("unlock", s => s.Unlock("bobs")),
    ];

    [Fact]
    public void Every_mode_answers_every_request_as_approved()
    {
        var received = Matrix();
        var approved = RepositoryFile.PathOf("Tests", "ShadowActors", "Domain", "approved", "proxy-matrix.txt");
        var wanted = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (received == wanted) return;
        File.WriteAllText(Path.ChangeExtension(approved, ".received.txt"), received);
        var lines = received.Split('\n').Except(wanted.Split('\n'));
        Assert.Fail($"Not as approved; see the received file beside it:\n{string.Join('\n', lines)}");
    }

    private static string Matrix()
    {
        var text = new StringBuilder();
        foreach (var (request, ask) in Requests)
        {
            text.Append(request).Append('\n');
            foreach (var (mode, make) in ModeScenarios.All.Concat(ModeScenarios.Decided))
                text.Append($"  {mode,-16} {Outcome(make(TestDevice.Spec), ask)}\n");
            text.Append('\n');
        }

        return text.ToString();
    }

    private static string Outcome(ShadowScenario scenario, Action<ShadowScenario> ask)
    {
        scenario.JournalAnswers = scenario.DriverOpens = scenario.DeviceReads = scenario.DeviceActs = false;
        var before = scenario.Effects.Count;
        ask(scenario);
        var effects = scenario.Effects.Skip(before).Select(Word).OfType<string>().ToList();
        if (scenario.Live.Requests.Values.Any(request => request.Phase == RequestPhase.Blocked)) effects.Add("waits");
        return effects.Count == 0 ? "-" : string.Join(", ", effects);
    }

    private static string? Word(ShadowEffects.Effect effect) => effect switch
    {
        ShadowEffects.Answer { Reply: ShadowReplies.PointsRead read } =>
            $"{read.Readings[0].Value?.ToString() ?? "none"} {read.Readings[0].Status} by {read.Readings[0].ServedBy}",
        ShadowEffects.Answer { Reply: ShadowReplies.RequestStatus status } => $"{status.Verdict} by {status.ServedBy}",
        ShadowEffects.Answer { Reply: ShadowReplies.Refused refused } =>
            $"refused {refused.Kind}{(refused.RetryAfter is { } after ? $" for {after.TotalSeconds:0} s" : "")}",
        ShadowEffects.Answer { Reply: ShadowReplies.Done } => "done",
        ShadowEffects.Answer { Reply: ShadowReplies.Decided decided } => $"decided {decided.Administrative.State}",
        ShadowEffects.OpenDriver => "opens",
        ShadowEffects.CallRead => "to the driver",
        ShadowEffects.CallMutate => "sent",
        ShadowEffects.AppendEvents append => "appends " + string.Join(
            '+', append.Events.Select(happened => happened.GetType().Name)),
        _ => null,
    };
}
