using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>That a device began anew is known until a recovery has ended, whatever comes between.</summary>
public sealed class ResetTests
{
    private static readonly DeviceSpec Spec = TestDevice.Spec.With("temp", point => point with
    {
        ScanPeriod = TimeSpan.FromSeconds(1),
    }) with
    {
        BootIdentity = new BootIdentitySpec(new PointId("running"), BootRule.Changes),
        RestoreWithin = null,
    };

    [Theory]
    [InlineData(FailureKind.DriverException)]
    [InlineData(FailureKind.NoResponse)]
    public void A_failure_in_the_middle_of_its_recovery_loses_nothing_of_it(FailureKind kind)
    {
        var scenario = Reset();
        scenario.FailsForGood(kind).Wait(1);
        Ends(scenario);
    }

    [Fact]
    public void An_outage_in_the_middle_of_its_recovery_loses_nothing_of_it()
    {
        var scenario = Reset();
        scenario.DriverOpens = false;
        scenario.Happens(new ShadowInputs.LinkDown("cable")).Wait(7200);
        scenario.Happens(
            new ShadowInputs.DriverClosed(scenario.Live.Incarnation), new ShadowInputs.LinkUp());
        Ends(scenario);
    }

    [Fact]
    public void The_next_owner_knows_of_it()
    {
        var next = Reset().Successor("claim-2", TimeSpan.FromSeconds(2));
        next.Start().Wait(3);
        Restored(next);
    }

    [Fact]
    public void A_journal_that_is_away_in_the_middle_loses_nothing_of_it()
    {
        var scenario = Reset();
        scenario.JournalDown().Wait(5);
        scenario.JournalUp();
        Ends(scenario);
    }

    [Fact]
    public void The_next_failure_after_its_recovery_is_no_reset()
    {
        var scenario = Reset();
        Ends(scenario);
        scenario.Wait(120);
        scenario.DriverOpens = false;
        scenario.FailsForGood(FailureKind.LinkLost);
        scenario.Device["gain"] = PointValue.Of(70);
        scenario.DriverOpens = true;
        scenario.Opens().Wait(1);
        Assert.Equal(PointValue.Of(70), scenario.Device["gain"]);
        Assert.StartsWith("conflict", scenario.Shadow.State.Held["gain"].Reason);
    }

    private static void Ends(ShadowScenario scenario)
    {
        scenario.DriverOpens = true;
        if (scenario.Live.Driver == DriverPhase.Opening) scenario.Opens();
        scenario.Wait(3);
        Restored(scenario);
    }

    private static void Restored(ShadowScenario scenario)
    {
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(PointValue.Of(5), scenario.Device["gain"]);
        Assert.Empty(scenario.Shadow.State.Held);
        Assert.False(scenario.Shadow.State.IsReset);
        Assert.Single(scenario.Journal.All<ShadowEvents.DeviceResetDetected>());
    }

    /// <summary>A setting is at a value that tells nothing by itself, the boot identity has changed, and the first
    /// driver that recovers from it is not open yet.</summary>
    private static ShadowScenario Reset()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Write("gain", 5);
        scenario.Wait(61);
        scenario.Device["gain"] = PointValue.Of(77);
        scenario.Device["running"] = PointValue.Of(1);
        scenario.DriverOpens = false;
        scenario.Read("running");
        scenario.Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
        Assert.True(scenario.Shadow.State.IsReset);
        return scenario;
    }
}
