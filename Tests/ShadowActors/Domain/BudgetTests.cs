using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class BudgetTests
{
    [Fact]
    public void The_first_restart_has_no_hold_time_and_the_second_has()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Fails();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        scenario.Fails();
        Assert.Equal(DeviceMode.Active, scenario.Live.Mode);
        scenario.Wait(0.2);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_spent_budget_is_faulted_and_alarmed()
    {
        var scenario = Faulted();
        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        Assert.Single(scenario.Journal.All<ShadowEvents.DeviceFaulted>());
    }

    [Fact]
    public void A_faulted_device_answers()
    {
        var scenario = Faulted();
        Assert.Equal(StatusCode.UncertainLastUsableValue, scenario.Reading(scenario.Read()).Status);
        Assert.Equal(RefusalKind.Busy, scenario.Refused(scenario.Write("level", 1)).Kind);
    }

    [Fact]
    public void A_faulted_device_is_probed_slowly_and_returns_by_itself()
    {
        var scenario = Faulted();
        var probes = scenario.Effects.OfType<ShadowEffects.OpenDriver>().Count();
        scenario.Wait(29);
        Assert.Equal(probes, scenario.Effects.OfType<ShadowEffects.OpenDriver>().Count());
        scenario.Wait(2);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_probe_that_fails_waits_for_the_next_one()
    {
        var scenario = Faulted();
        scenario.DriverOpens = false;
        scenario.Wait(31).Fails(FailureKind.NoResponse)
            .Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation)).Wait(29);
        Assert.Equal(DriverPhase.Closed, scenario.Live.Driver);
        scenario.Wait(2);
        Assert.Equal(DriverPhase.Opening, scenario.Live.Driver);
    }

    [Fact]
    public void A_device_that_is_back_next_morning_recovers_by_itself_with_its_budget_restored()
    {
        var scenario = Faulted();
        scenario.DriverOpens = false;
        for (var i = 0; i < 100; i++)
        {
            scenario.Wait(30).Fails(FailureKind.DriverException)
                .Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
            Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        }

        scenario.Wait(12 * 3600);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        scenario.Wait(60).Fails();
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void Failures_during_recovery_start_it_over_and_spend_the_same_budget()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.DeviceReads = false;
        scenario.Fails();
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(DeviceMode.Active, scenario.Live.Mode);
            scenario.Wait(5).Fails();
        }

        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
    }

    [Fact]
    public void Twenty_link_losses_leave_the_budget_untouched()
    {
        var scenario = ShadowScenario.Passive();
        for (var i = 0; i < 20; i++)
        {
            scenario.Happens(new ShadowInputs.LinkDown("cable"));
            scenario.Wait(3).Happens(new ShadowInputs.LinkUp()).Wait(3);
        }

        Assert.Empty(scenario.Live.Budget.Counted);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Empty(scenario.Journal.All<ShadowEvents.DeviceFaulted>());
    }

    [Fact]
    public void Without_a_link_nothing_is_opened()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Happens(new ShadowInputs.LinkDown("cable")).Wait(60);
        Assert.Single(scenario.Effects.OfType<ShadowEffects.OpenDriver>());
        scenario.Happens(new ShadowInputs.LinkUp());
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_device_that_is_off_for_a_weekend_fills_no_journal()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DriverOpens = false;
        scenario.Fails(FailureKind.NoResponse);
        for (var i = 0; i < 500; i++)
        {
            scenario.Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation)).Wait(5);
            scenario.Fails(FailureKind.NoResponse);
        }

        Assert.InRange(scenario.Journal.All<ShadowEvents.DriverFailed>().Length, 2, 20);
    }

    [Fact]
    public void A_refused_opening_is_tried_again_later()
    {
        var scenario = ShadowScenario.Passive();
        scenario.FailsForGood().Happens(new ShadowInputs.DriverOpenRefused(scenario.Live.Incarnation, "orphans"));
        scenario.DriverOpens = true;
        scenario.Wait(31);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    private static ShadowScenario Faulted()
    {
        var scenario = ShadowScenario.Passive();
        for (var i = 0; i < 6; i++)
        {
            scenario.Wait(i == 0 ? 0 : 2).Read();
            scenario.Fails();
        }

        return scenario;
    }
}
