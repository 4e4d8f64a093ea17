using System.Text;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>What becomes of a setting at a recovery: each cell is a recovery that the shadow went through, and what it
/// recorded of the setting.</summary>
internal static class RestoringTable
{
    private const string Setting = "level";
    private const long Recorded = 5;
    private const long Before = 0;
    private const long Another = 7;

    private static readonly (string Has, Func<DeviceSpec, double, ShadowScenario> Recover)[] Found =
    [
        ("the recorded value", (spec, seconds) => Recover(Written(spec), seconds, Recorded)),
        ("the value before the newest or the first write: a loss",
            (spec, seconds) => Recover(Written(spec), seconds, Before)),
        ("another value: a conflict", (spec, seconds) => Recover(Written(spec), seconds, Another)),
        ("another value, and two more settings were lost: it began anew", BegunAnew),
        ("another value that may not be written", (spec, seconds) => Recover(Written(spec), seconds, 5000)),
        ("no value that can be read", Unread),
        ("another value, and an interlock of the setting does not hold", Interlocked),
        ("another value, and a difference was held before", HeldBefore),
    ];

    public static void Append(StringBuilder text)
    {
        var rules = Enum.GetValues<ReplayRule>().Where(replay => replay != ReplayRule.Never)
            .SelectMany(replay => Enum.GetValues<ConflictRule>().Select(conflict => (replay, conflict))).ToArray();
        text.Append("### A setting at a recovery\n\n| The last contact | The device has | ");
        text.Append(string.Join(" | ", rules.Select(rule =>
            $"`{rule.replay}`, `{rule.conflict}`".ToLowerInvariant())));
        text.Append($" |\n|---|---|{string.Concat(rules.Select(_ => "---|"))}\n");
        foreach (var seconds in (double[])[10, 61])
            foreach (var (has, recover) in Found)
            {
                text.Append($"| {(seconds > 60 ? "older, or not known" : "within `restoreWithin`")} | {has} |");
                foreach (var (replay, conflict) in rules)
                    text.Append($" {Word(recover(Spec(replay, conflict), seconds))} |");
                text.Append('\n');
            }
    }

    private static DeviceSpec Spec(ReplayRule replay, ConflictRule conflict) => TestDevice.Spec.With(
        Setting, point => point with { Replay = replay, OnConflict = conflict });

    private static ShadowScenario Written(DeviceSpec spec)
    {
        var scenario = ShadowScenario.Passive(spec);
        scenario.Write(Setting, Recorded);
        return scenario;
    }

    private static ShadowScenario Recover(ShadowScenario scenario, double seconds, long device)
    {
        scenario.Device[Setting] = PointValue.Of(device);
        scenario.FailsForGood().Wait(seconds);
        scenario.DriverOpens = true;
        return scenario.Opens();
    }

    private static ShadowScenario BegunAnew(DeviceSpec spec, double seconds)
    {
        var scenario = Written(spec);
        foreach (var other in (string[])["gain", "mode"])
        {
            scenario.Write(other, Recorded);
            scenario.Device[other] = PointValue.Of(Before);
        }

        return Recover(scenario, seconds, Another);
    }

    private static ShadowScenario Unread(DeviceSpec spec, double seconds)
    {
        var scenario = Written(spec);
        scenario.DeviceReads = false;
        Recover(scenario, seconds, Before);
        var call = scenario.Calls.Keys.Single();
        var readings = scenario.ReadsNow(call).Select(reading => reading.Point.Value == Setting
            ? reading with { Value = null, Status = StatusCode.BadOutOfRange }
            : reading).ToList();
        scenario.DeviceReads = true;
        return scenario.Gives(call, readings);
    }

    private static ShadowScenario Interlocked(DeviceSpec spec, double seconds)
    {
        var zero = new InterlockSpec(new PointId("temp"), null, null, PointValue.Of(0));
        var scenario = Written(spec.With(Setting, point => point with { Interlocks = [zero] }));
        scenario.Device["temp"] = PointValue.Of(1);
        return Recover(scenario, seconds, Another);
    }

    private static ShadowScenario HeldBefore(DeviceSpec spec, double seconds)
    {
        var scenario = Interlocked(spec, seconds);
        Assert.True(scenario.Shadow.State.Held.ContainsKey(Setting));
        scenario.Device["temp"] = PointValue.Of(0);
        return Recover(scenario, seconds, Another);
    }

    private static string Word(ShadowScenario scenario)
    {
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        return scenario.Journal.All<ShadowEvents.SettingsTransferred>().SelectMany(happened => happened.Settings)
            .LastOrDefault(setting => setting.Point.Value == Setting)?.Result switch
        {
            null or TransferResult.Unchanged => "nothing",
            TransferResult.Written => "written",
            TransferResult.Held => "held",
            TransferResult.Adopted => "adopted",
            var other => throw new InvalidOperationException($"{other} was not expected."),
        };
    }
}
