using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>A value declared safe has all the exemptions of a safe command; other values of its point have none.
/// </summary>
public sealed class SafeValueTests
{
    private static readonly DeviceSpec Spec = TestDevice.Spec.With("valve", point => point with
    {
        SafeValues = [PointValue.Of(0), PointValue.Of(2)],
        MaxRate = 0.001,
        Interlocks = [new InterlockSpec(new PointId("temp"), null, null, PointValue.Of(1))],
    });

    [Theory]
    [InlineData(0, true)]
    [InlineData(2, true)]
    [InlineData(1, false)]
    public void Only_the_declared_values_are_safe(long value, bool isSafe) =>
        Assert.Equal(isSafe, ProxyTable.IsSafe(Spec, TestDevice.Write("valve", value)));

    [Fact]
    public void A_scaled_value_is_safe_however_its_number_is_written()
    {
        var spec = Spec.With("valve", point => point with { Scale = 0.1, SafeValues = [PointValue.Of(0.0)] });
        Assert.True(ProxyTable.IsSafe(spec, new WriteOperation(new PointId("valve"), PointValue.Of(-0.0))));
    }

    [Fact]
    public void It_is_sent_against_a_lock_a_rate_and_an_interlock()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Read("temp");
        scenario.Lock();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("valve", 0)));
        Assert.Equal(RefusalKind.Locked, scenario.Refused(scenario.Write("valve", 1)).Kind);
    }

    [Fact]
    public void It_cancels_what_waits_and_what_is_queued()
    {
        var scenario = ShadowScenario.Passive(Spec).FailsForGood();
        scenario.Write("batch", 1, "queued");
        var waits = scenario.Invoke("home");
        var stop = scenario.Write("valve", 0);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(stop));
        Assert.Equal(RefusalKind.Busy, scenario.Refused(waits).Kind);
        Assert.Equal(Verdict.NotExecuted, scenario.Record("queued").Verdict);
        Assert.Equal(["write valve = 0"], scenario.Written);
    }

    [Fact]
    public void It_is_never_queued_though_its_point_is()
    {
        var spec = Spec.With(
            "valve", point => point with { WhenDown = WhenDown.Queue, Ttl = TimeSpan.FromSeconds(9) });
        var scenario = ShadowScenario.Passive(spec).FailsForGood();
        var ticket = scenario.Write("valve", 0, timeout: 2);
        Assert.False(scenario.IsAnswered(ticket));
        scenario.Wait(2);
        Assert.Equal(RefusalKind.DeadlinePassed, scenario.Refused(ticket).Kind);
    }

    [Fact]
    public void Without_a_journal_it_is_sent_and_recorded_as_a_gap()
    {
        var scenario = ShadowScenario.Passive(Spec).JournalDown();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("valve", 2, "k")));
        Assert.Equal(RefusalKind.JournalUnavailable, scenario.Refused(scenario.Write("valve", 1)).Kind);
        scenario.JournalUp();
        Assert.Contains("k ann: write valve = 2",
            Assert.Single(scenario.Journal.All<ShadowEvents.GapRecorded>()).SafeActions);
    }

    [Fact]
    public void It_is_sent_to_a_device_that_is_given_up()
    {
        var scenario = ShadowScenario.Passive(Spec);
        for (var i = 0; i < 6; i++)
        {
            scenario.DriverOpens = i < 5;
            scenario.Fails();
            if (i < 5) scenario.Wait(1.5);
        }

        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        scenario.Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
        scenario.DriverOpens = true;
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("valve", 0)));
    }

    [Fact]
    public void It_is_not_quarantined_when_the_driver_fails_at_it_twice()
    {
        var scenario = ShadowScenario.Passive(Spec);
        scenario.Kills = call => call is ShadowEffects.CallMutate ? "valve" : null;
        scenario.Write("valve", 0);
        scenario.Wait(2);
        scenario.Write("valve", 0);
        scenario.Wait(2);
        Assert.Empty(scenario.Shadow.State.Quarantine);
    }
}
