using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Which of the settings that are written again is to blame, and whether any is.</summary>
public sealed class PoisonousSettingTests
{
    private static readonly string[] Settings = ["level", "gain", "mode", "s1", "s2", "s3"];

    /// <summary>A budget that is never spent, so that each recovery comes at once.</summary>
    private static readonly DeviceSpec Spec = TestDevice.Spec with
    {
        Points =
        [
            .. TestDevice.Spec.Points.Where(point => point.Id.Value != "forced"),
            .. Enumerable.Range(1, 3).Select(i => TestDevice.Point($"s{i}", (ushort)(30 + i), PointRole.Configuration)),
        ],
        Budget = BudgetSpec.Default with { Intensity = 1000, HoldTimeMax = TimeSpan.FromSeconds(1) },
        RestoreWithin = null,
    };

    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public void A_time_of_failing_writes_leaves_no_setting_in_quarantine(int settings)
    {
        var scenario = Lost(Settings[..settings]);
        scenario.Kills = effect => effect is ShadowEffects.CallMutate ? "any" : null;
        scenario.Fails().Wait(600);
        Assert.InRange(scenario.Killed["any"], 3 * settings, int.MaxValue);
        Assert.Empty(scenario.Shadow.State.Quarantine);
        scenario.Kills = _ => null;
        scenario.Wait(60);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.All(Settings[..settings], setting => Assert.Equal(PointValue.Of(5), scenario.Device[setting]));
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void A_time_of_failing_writes_that_outlives_the_process_blames_none_either()
    {
        var scenario = Lost(Settings);
        scenario.Kills = effect => effect is ShadowEffects.CallMutate ? "any" : null;
        scenario.Fails().Wait(100);
        Assert.Equal(Settings.Length, scenario.Shadow.State.Suspects.Count);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(2));
        next.Kills = scenario.Kills;
        next.Start().Wait(100);
        Assert.InRange(next.Killed["any"], 3, int.MaxValue);
        Assert.Empty(next.Shadow.State.Quarantine);
    }

    [Theory]
    [InlineData("level")]
    [InlineData("s3")]
    [InlineData("level", "gain")]
    [InlineData("level", "gain", "mode")]
    [InlineData("level", "gain", "mode", "s1", "s2")]
    [InlineData("s1", "s3")]
    public void Only_the_guilty_are_quarantined_at_two_recoveries_each(params string[] guilty)
    {
        var scenario = Lost(Settings);
        Kill(scenario, guilty);
        scenario.Fails().Wait(600);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(guilty.Select(point => $"setting:{point}").Order(), scenario.Shadow.State.Quarantine.Keys);
        Assert.All(scenario.Killed, killed => Assert.Equal(2, killed.Value));
        Assert.All(Settings.Except(guilty), setting => Assert.Equal(PointValue.Of(5), scenario.Device[setting]));
    }

    [Theory]
    [InlineData("level")]
    [InlineData("level", "gain")]
    public void Where_no_other_setting_could_tell_one_or_two_are_blamed_all_the_same(params string[] guilty)
    {
        var scenario = Lost(guilty);
        Kill(scenario, guilty);
        scenario.Fails().Wait(600);
        Assert.Equal(guilty.Select(point => $"setting:{point}").Order(), scenario.Shadow.State.Quarantine.Keys);
        Assert.All(scenario.Killed, killed => Assert.Equal(2, killed.Value));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_guilty_one_is_found_after_a_time_of_failing_writes()
    {
        var scenario = Lost(Settings);
        scenario.Kills = effect => effect is ShadowEffects.CallMutate ? "any" : null;
        scenario.Fails().Wait(100);
        Kill(scenario, "mode");
        scenario.Wait(600);
        Assert.Equal(["setting:mode"], scenario.Shadow.State.Quarantine.Keys);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Theory]
    [InlineData("s1", "s2", "s3")]
    [InlineData("gain", "mode", "s1", "s2", "s3")]
    [InlineData("level", "gain", "mode", "s1", "s2", "s3")]
    public void Where_it_cannot_be_told_which_they_are_held_in_Faulted_and_the_device_goes_on(params string[] guilty)
    {
        var scenario = Lost(Spec with { Budget = BudgetSpec.Default }, Settings);
        Kill(scenario, guilty);
        scenario.Fails().Wait(600);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Single(scenario.Journal.All<ShadowEvents.DeviceFaulted>());
        Assert.Empty(scenario.Shadow.State.Quarantine);
        Assert.Equal(guilty.Order(StringComparer.Ordinal), scenario.Shadow.State.Held.Keys);
        Assert.All(Settings.Except(guilty), setting => Assert.Equal(PointValue.Of(5), scenario.Device[setting]));
    }

    [Fact]
    public void What_is_held_so_is_compared_anew_at_the_next_recovery()
    {
        var scenario = Lost(Spec with { Budget = BudgetSpec.Default }, Settings);
        Kill(scenario, "s1", "s2", "s3");
        scenario.Fails().Wait(600);
        scenario.Kills = _ => null;
        scenario.Fails().Wait(60);
        Assert.All(Settings, setting => Assert.Equal(PointValue.Of(5), scenario.Device[setting]));
        Assert.Empty(scenario.Shadow.State.Held);
    }

    [Fact]
    public void A_restore_group_among_them_is_held_too()
    {
        var spec = Spec with
        {
            Budget = BudgetSpec.Default,
            RestoreGroups =
            [
                new RestoreGroupSpec(
                    "setup", [new PointId("s3")], [new RestoreStep(new PointId("pulse"), null, PointValue.Of(1))],
                    [new RestoreStep(null, new CommandId("home"), null)]),
            ],
        };
        var scenario = Lost(spec, Settings);
        Kill(scenario, "s1", "s2", "pulse");
        scenario.Fails().Wait(600);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Empty(scenario.Shadow.State.Quarantine);
        Assert.Equal(["s1", "s2", "s3"], scenario.Shadow.State.Held.Keys);
        Assert.Equal(HoldCause.Quarantine, scenario.Shadow.State.Held["s3"].Cause);
    }

    [Fact]
    public void What_comes_after_a_suspect_comes_after_it_still()
    {
        var spec = Spec.With("gain", point => point with { After = [new PointId("level")] });
        var scenario = ShadowScenario.Passive(spec);
        foreach (var setting in Settings) scenario.Write(setting, 5);
        Assert.Equal(
            ["mode", "s1", "s2", "s3", "level", "gain"],
            RecoveryPlan.Settings(spec, scenario.Shadow.State, ["setting:level"]).Select(point => point.Value));
    }

    /// <summary>These were written and are back at zero.</summary>
    private static ShadowScenario Lost(params string[] settings) => Lost(Spec, settings);

    private static ShadowScenario Lost(DeviceSpec spec, params string[] settings)
    {
        var scenario = ShadowScenario.Passive(spec);
        foreach (var setting in settings) scenario.Write(setting, 5);
        foreach (var setting in settings) scenario.Device[setting] = PointValue.Of(0);
        return scenario;
    }

    private static void Kill(ShadowScenario scenario, params string[] settings) => scenario.Kills = effect =>
        effect is ShadowEffects.CallMutate { Operation: WriteOperation write } && settings.Contains(write.Point.Value)
            ? write.Point.Value
            : null;
}
