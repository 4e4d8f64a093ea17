using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class RateTests
{
    private static readonly DeviceSpec Slow = TestDevice.Spec
        .With("level", point => point with { MaxRate = 1 })
        .With("batch", point => point with { MaxRate = 1 });

    [Fact]
    public void A_write_that_changes_the_value_too_fast_is_refused_and_named()
    {
        var scenario = ShadowScenario.Passive(Slow).Wait(10);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 5)));
        var refused = scenario.Refused(scenario.Wait(0.5).Write("level", 6));
        Assert.Equal(RefusalKind.RateExceeded, refused.Kind);
        Assert.Equal("it may change by 1 in a second (maxRate, unit 1), and the value before, 5, is 0.5 s old",
            refused.Reason);
        Assert.Equal(TimeSpan.FromSeconds(0.5), refused.RetryAfter);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Wait(0.5).Write("level", 6)));
    }

    [Fact]
    public void The_rate_is_the_same_downwards()
    {
        var scenario = ShadowScenario.Passive(Slow).Wait(10);
        scenario.Write("level", 5);
        Assert.Equal(RefusalKind.RateExceeded, scenario.Refused(scenario.Wait(0.5).Write("level", 4)).Kind);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Wait(0.5).Write("level", 4)));
    }

    [Fact]
    public void The_same_value_is_no_change() => Assert.Equal(Verdict.Confirmed, Again(5));

    [Fact]
    public void What_the_device_said_no_to_does_not_count()
    {
        var scenario = ShadowScenario.Passive(Slow).Wait(10);
        scenario.Write("level", 5);
        scenario.DeviceActs = false;
        scenario.Wait(10).Write("level", 15);
        scenario.Acts(rejects: "no");
        scenario.DeviceActs = true;
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 5)));
    }

    [Fact]
    public void What_is_under_way_counts()
    {
        var scenario = ShadowScenario.Passive(Slow).Wait(10);
        scenario.DeviceActs = false;
        scenario.Write("level", 5);
        Assert.Equal(RefusalKind.RateExceeded, scenario.Refused(scenario.Write("level", 6)).Kind);
    }

    [Fact]
    public void Without_a_write_on_record_what_was_read_counts_since_the_shadow_began()
    {
        var scenario = ShadowScenario.Passive(Slow).Wait(3);
        Assert.Equal(RefusalKind.RateExceeded, scenario.Refused(scenario.Write("level", 4)).Kind);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("level", 3)));
    }

    [Theory]
    [InlineData("boot", 60, true)]
    [InlineData("another", 60, false)]
    public void After_a_start_of_another_machine_only_the_time_since_then_counts(
        string boot, int seconds, bool isTaken)
    {
        var scenario = ShadowScenario.Passive(Slow).Wait(100);
        scenario.Write("level", 50);
        var next = scenario.Successor("claim-2", TimeSpan.FromSeconds(seconds), boot).Start().Wait(3);
        var ticket = next.Write("level", 100);
        Assert.Equal(isTaken, next.Answers[ticket] is ShadowReplies.RequestStatus { Verdict: Verdict.Confirmed });
        if (!isTaken) Assert.Equal(Verdict.Confirmed, next.Verdict(next.Write("level", 52)));
    }

    [Fact]
    public void It_is_looked_at_again_before_a_queued_write_is_executed()
    {
        var scenario = ShadowScenario.Passive(Slow).Wait(10);
        scenario.FailsForGood();
        scenario.Write("batch", 3, "first");
        scenario.Write("other", 1, "between");
        scenario.Wait(4).Write("batch", 6, "second");
        Assert.Equal(Verdict.Accepted, scenario.Record("second").Verdict);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Record("first").Verdict);
        Assert.Equal(Verdict.NotExecuted, scenario.Record("second").Verdict);
        Assert.StartsWith(VerdictReason.RateExceeded, scenario.Record("second").Reason);
        Assert.DoesNotContain("write batch = 6", scenario.Written);
    }

    [Fact]
    public void It_is_looked_at_again_before_a_write_that_waited_is_sent()
    {
        var spec = Slow.With("batch", point => point with { WhenDown = WhenDown.Block });
        var scenario = ShadowScenario.Passive(spec).Wait(100);
        scenario.FailsForGood();
        scenario.Write("batch", 10, timeout: 20);
        var next = scenario.Wait(1).Write("batch", 10, timeout: 20);
        var far = scenario.Write("batch", 90, timeout: 20);
        Assert.Equal(RefusalKind.RateExceeded, scenario.Refused(far).Kind);
        scenario.DriverOpens = true;
        scenario.Opens();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(next));
    }

    [Fact]
    public void A_restore_is_not_limited()
    {
        var scenario = ShadowScenario.Passive(Slow).Wait(100);
        scenario.Write("level", 90);
        scenario.Device["level"] = PointValue.Of(0);
        scenario.Fails();
        Assert.Equal(PointValue.Of(90), scenario.Device["level"]);
    }

    private static Verdict Again(long value)
    {
        var scenario = ShadowScenario.Passive(Slow).Wait(10);
        scenario.Write("level", value);
        return scenario.Verdict(scenario.Write("level", value));
    }
}
