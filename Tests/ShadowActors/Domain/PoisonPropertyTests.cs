using CsCheck;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Whatever inputs make a driver fail, each does so twice at most - a reading three times, where another
/// one had to tell first that the driver can read - and the device goes on.</summary>
public sealed class PoisonPropertyTests
{
    private static readonly string[] Points = ["temp", "running", "level", "gain", "mode", "valve"];
    private static readonly string[] Settings = ["level", "gain", "mode", "forced"];

    private static readonly Gen<(int Kind, int Which)[]> Steps =
        Gen.Select(Gen.Int[0, 7], Gen.Int[0, 100]).Array[1, 40];

    [Fact]
    public void Each_poisonous_request_or_setting_fails_the_driver_twice_at_most_and_each_reading_thrice() =>
        Gen.Select(Gen.Int[0, (1 << 6) - 1], Gen.Int[0, (1 << 4) - 1], Gen.Int[0, 99], Steps).Sample(
        (reads, settings, dose, steps) =>
        {
            var scenario = Play(reads & (reads >> 2), settings & (settings >> 1), dose < 30, steps);
            Assert.All(scenario.Killed, killed => Assert.True(
                killed.Value <= (Points.Contains(killed.Key) ? 3 : 2), $"{killed.Key}: {killed.Value}"));
            scenario.Kills = _ => null;
            scenario.Wait(100);
            Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
            Assert.Empty(scenario.Unanswered);
        },
        iter: 500);

    private static ShadowScenario Play(int reads, int settings, bool dose, (int Kind, int Which)[] steps)
    {
        // A budget that is never spent: what is counted here are the failures of each.
        var spec = TestDevice.Spec
            .With("temp", point => point with { ScanPeriod = TimeSpan.FromSeconds(1) })
            .With("level", point => point with { ScanPeriod = TimeSpan.FromSeconds(2) }) with
        {
            Budget = BudgetSpec.Default with { Intensity = 10_000 },
        };
        var scenario = ShadowScenario.Passive(spec);
        foreach (var setting in Settings) scenario.Write(setting, 3);
        scenario.Kills = effect => Culprit(effect, reads, settings, dose);
        foreach (var (kind, which) in steps) Step(scenario, kind, which);
        return scenario.Wait(60);
    }

    private static void Step(ShadowScenario scenario, int kind, int which)
    {
        switch (kind)
        {
            case 0: scenario.Read(Points[which % Points.Length]); break;
            case 1: scenario.Write(Settings[which % Settings.Length], which % 5); break;
            case 2: scenario.Invoke(which % 2 == 0 ? "dose" : "home"); break;
            case 3: scenario.Fails(); break;
            case 4: scenario.Device[Settings[which % Settings.Length]] = PointValue.Of(0); break;
            case 5: scenario.Happens(new ShadowInputs.LinkDown("cable"), new ShadowInputs.LinkUp()); break;
            default: scenario.Wait(which / 20.0); break;
        }
    }

    private static string? Culprit(ShadowEffects.Effect effect, int reads, int settings, bool dose)
    {
        if (effect is ShadowEffects.CallRead read)
            return read.Points.Select(point => point.Value)
                .FirstOrDefault(point => Array.IndexOf(Points, point) is >= 0 and var at && (reads >> at & 1) == 1);
        if (effect is not ShadowEffects.CallMutate mutate) return null;
        if (mutate.Operation is InvokeOperation) return dose ? mutate.Request.Value : null;
        var write = (WriteOperation)mutate.Operation;
        if ((settings >> Array.IndexOf(Settings, write.Point.Value) & 1) == 0) return null;
        // The replays of one value are one input; each request of a client is one.
        return mutate.Request.Value.StartsWith("restore-", StringComparison.Ordinal)
            ? $"{write}"
            : mutate.Request.Value;
    }
}
