using System.Text;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>What a request is answered in every mode under every policy, and what becomes of a setting: asked of the
/// decisions themselves, as the tables of <c>docs/policies.md</c>.</summary>
internal static class PolicyTables
{
    private static readonly TimeSpan Ttl = TimeSpan.FromSeconds(10);
    private static readonly DeviceSpec Device = TestDevice.Spec;
    private static readonly InterlockSpec Holds = new(new PointId("temp"), null, null, PointValue.Of(0));
    private static readonly InterlockSpec HoldsNot = new(new PointId("temp"), null, null, PointValue.Of(1));
    private static readonly InterlockSpec Elsewhere = Holds with { Device = new InterlockDevice(null, "unheard") };

    private static readonly (string Title, Column[] Columns)[] Requests =
    [
        ("A read", [new("one reading", Device, s => s.Read("temp")),
            new("with `maxAge`", Device, s => s.Read("temp", maxAge: 60)),
            new("older than `staleAfter`", Stale(), s => s.Read("temp"))]),
        ("A write of configuration", [.. Writes("level", 9),
            new("`repeatable`, the same value", Device, s => s.Write("mode", 3))]),
        ("A write of an output", [.. Writes("valve", 9)]),
        ("A write of a trigger or heartbeat", [new("trigger", Device, s => s.Write("pulse", 1)),
            new("heartbeat", Device, s => s.Write("beat", 1))]),
        ("An idempotent command", [.. Invokes("home")]),
        ("A command that is not idempotent", [.. Invokes("dose"),
            new("class `stream`", Device with { Class = DeviceClass.Stream }, s => s.Invoke("dose"))]),
        ("A safe command", [new("no interlock", Device, s => s.Invoke("stop")),
            new("an interlock that does not hold", Command("stop", c => c with { Interlocks = [HoldsNot] }),
                s => s.Invoke("stop"))]),
        ("A write with `interlock` or `maxRate`", [
            new("holds", Device.With("level", p => p with { Interlocks = [Holds] }), s => s.Write("level", 9)),
            new("does not hold", Device.With("level", p => p with { Interlocks = [HoldsNot] }),
                s => s.Write("level", 9)),
            new("input not fresh", Stale().With("level", p => p with { Interlocks = [Holds] }),
                s => s.Write("level", 9)),
            new("does not hold, `queue`", Queued("level").With("level", p => p with { Interlocks = [HoldsNot] }),
                s => s.Write("level", 9)),
            new("another device's, not known", Device.With("level", p => p with { Interlocks = [Elsewhere] }),
                s => s.Write("level", 9)),
            new("too fast", Device.With("level", p => p with { MaxRate = 0.001 }), s => s.Write("level", 900))]),
    ];

    public static string Text()
    {
        var text = new StringBuilder();
        foreach (var (title, columns) in Requests) Append(text, title, columns);
        AppendRestoring(text);
        return text.ToString();
    }

    private static void Append(StringBuilder text, string title, Column[] columns)
    {
        text.Append($"### {title}\n\n| Mode | {string.Join(" | ", columns.Select(column => column.Name))} |\n");
        text.Append($"|---|{string.Concat(columns.Select(_ => "---|"))}\n");
        foreach (var (mode, make) in ModeScenarios.All.Concat(ModeScenarios.Decided))
        {
            var cells = columns.Select(column => Outcome(make(column.Device), column.Ask));
            text.Append($"| {mode} | {string.Join(" | ", cells)} |\n");
        }

        text.Append('\n');
    }

    private static void AppendRestoring(StringBuilder text)
    {
        var rules = Enum.GetValues<ReplayRule>().Where(replay => replay != ReplayRule.Never)
            .SelectMany(replay => Enum.GetValues<ConflictRule>().Select(conflict => (replay, conflict))).ToArray();
        text.Append("### A setting at a recovery\n\n| The last contact | The device has | ");
        text.Append(string.Join(" | ", rules.Select(rule =>
            $"`{rule.replay}`, `{rule.conflict}`".ToLowerInvariant())));
        text.Append($" |\n|---|---|{string.Concat(rules.Select(_ => "---|"))}\n");
        foreach (var isLate in (bool[])[false, true])
            foreach (var (has, isSame, isHeld, canAdopt) in Found)
            {
                text.Append($"| {(isLate ? "older, or not known" : "within `restoreWithin`")} | {has} |");
                foreach (var (replay, conflict) in rules)
                {
                    var point = TestDevice.Point("p", 0, PointRole.Configuration) with
                    {
                        Replay = replay,
                        OnConflict = conflict,
                    };
                    text.Append($" {Word(SettingRule.Decide(point, isSame, isLate, isHeld, canAdopt))} |");
                }

                text.Append('\n');
            }
    }

    private static readonly (string Has, bool IsSame, bool IsHeld, bool CanAdopt)[] Found =
    [
        ("the recorded value", true, false, true),
        ("another value", false, false, true),
        ("another value that may not be written", false, false, false),
        ("no value that can be read", false, false, false),
        ("another value; it was held before, the recorded one may not be written, or an interlock does not hold",
            false, true, true),
    ];

    private static string Word(SettingAction action) => action switch
    {
        SettingAction.Keep => "nothing",
        SettingAction.Write => "written",
        SettingAction.Hold => "held",
        _ => "adopted",
    };

    private static IEnumerable<Column> Writes(string point, long value)
    {
        yield return new("nothing declared", Device, s => s.Write(point, value));
        foreach (var rule in Enum.GetValues<WhenDown>())
            yield return new(
                Name(rule), Device.With(point, p => p with { WhenDown = rule, Ttl = Ttl }), s => s.Write(point, value));
    }

    private static IEnumerable<Column> Invokes(string command)
    {
        yield return new("nothing declared", Device, s => s.Invoke(command));
        foreach (var rule in Enum.GetValues<WhenDown>())
            yield return new(
                Name(rule), Command(command, c => c with { WhenDown = rule, Ttl = Ttl }), s => s.Invoke(command));
    }

    private static string Name(WhenDown rule) => $"`{rule}`".ToLowerInvariant();

    private static DeviceSpec Queued(string point) =>
        Device.With(point, p => p with { WhenDown = WhenDown.Queue, Ttl = Ttl });

    private static DeviceSpec Stale() => Device.With("temp", p => p with { StaleAfter = TimeSpan.FromMilliseconds(1) });

    private static DeviceSpec Command(string id, Func<CommandSpec, CommandSpec> change) => Device with
    {
        Commands = [.. Device.Commands.Select(command => command.Id.Value == id ? change(command) : command)],
    };

    private static string Outcome(ShadowScenario scenario, Func<ShadowScenario, long> ask)
    {
        scenario.JournalAnswers = scenario.DriverOpens = scenario.DeviceReads = scenario.DeviceActs = false;
        var before = scenario.Effects.Count;
        ask(scenario);
        var words = scenario.Effects.Skip(before).Select(Word).OfType<string>().ToList();
        if (scenario.Live.Requests.Values.Any(request => request.Phase == RequestPhase.Blocked)) words.Add("waits");
        if (scenario.Live.Requests.Values.Any(request => request.Phase == RequestPhase.Checking))
            return "its inputs are read";
        return words.Count == 0 ? "waits for the journal" : string.Join(", ", words.Distinct());
    }

    private static string? Word(ShadowEffects.Effect effect) => effect switch
    {
        ShadowEffects.Answer { Reply: ShadowReplies.PointsRead read } => read.Readings[0].Status.ToString(),
        ShadowEffects.Answer { Reply: ShadowReplies.RequestStatus status } => status.Verdict.ToString(),
        ShadowEffects.Answer { Reply: ShadowReplies.Refused refused } => refused.Kind.ToString(),
        ShadowEffects.CallRead => "the driver reads",
        ShadowEffects.CallMutate => "sent",
        ShadowEffects.AppendEvents append => append.Events.Select(Word).OfType<string>().LastOrDefault(),
        _ => null,
    };

    private static string? Word(ShadowEvents.ShadowEvent happened) => happened switch
    {
        ShadowEvents.RequestDispatched => "recorded, then sent",
        ShadowEvents.RequestQueued => "recorded, then Accepted",
        _ => null,
    };

    private sealed record Column(string Name, DeviceSpec Device, Func<ShadowScenario, long> Ask);
}
