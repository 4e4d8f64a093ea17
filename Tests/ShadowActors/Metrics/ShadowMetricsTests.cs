using Understudy.DriverActors.Actors;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Actors;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Metrics;

public sealed class ShadowMetricsTests : ShadowActorTestBase
{
    /// <summary>Decimals: timers of the test's clock are not exact to the tick.</summary>
    private const int Precision = 3;

    private readonly CollectedMeter _meter = new();

    public ShadowMetricsTests() => Metrics = new NodeMetrics(Time, new OrphanWatch(), _meter.Meter);

    [Fact]
    public void A_request_that_waits_is_in_flight_with_its_age_until_it_is_answered()
    {
        StartPassive();
        Ask(Read("r1", timeout: 60 * Second));
        var read = Ordered<DriverCommands.Read>();
        Time.Advance(TimeSpan.FromMilliseconds(500));

        Assert.Equal(1, _meter.Value("understudy.requests.in_flight"));
        Assert.Equal(0.5, _meter.Value("understudy.requests.oldest_in_flight")!.Value, Precision);

        Answer(read, 2);
        Answered<ShadowReplies.PointsRead>();
        AwaitAssert(() => Assert.Equal(1, _meter.Value("understudy.requests", "read", "driver", "good")), Patient);
        Assert.Equal(0, _meter.Value("understudy.requests.in_flight"));
        Assert.Equal(0, _meter.Value("understudy.requests.oldest_in_flight"));
        Assert.Equal(0.5, _meter.Value("understudy.request.duration", "read")!.Value, Precision);
    }

    [Fact]
    public void The_oldest_request_is_followed_by_the_next_one_that_still_waits()
    {
        StartPassive();
        Ask(Read("r1", timeout: 60 * Second));
        var first = Ordered<DriverCommands.Read>();
        Time.Advance(TimeSpan.FromMilliseconds(300));
        Ask(Read("r2", timeout: 60 * Second));
        Ordered<DriverCommands.Read>();
        Time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.Equal(0.5, _meter.Value("understudy.requests.oldest_in_flight")!.Value, Precision);

        Answer(first, 2);
        Answered<ShadowReplies.PointsRead>();

        AwaitAssert(
            () => Assert.Equal(0.2, _meter.Value("understudy.requests.oldest_in_flight")!.Value, Precision),
            Patient);
    }

    [Fact]
    public void A_failed_driver_is_counted_by_its_cause_and_the_device_is_active()
    {
        StartPassive();
        Assert.Equal(1, _meter.Value("understudy.devices", "passive"));

        Fail(1, FailureKind.ProtocolViolation);

        AwaitAssert(
            () => Assert.Equal(1, _meter.Value("understudy.driver.restarts", "protocol_violation")), Patient);
        Assert.Equal(0, _meter.Value("understudy.driver.restarts", "hang"));
        Assert.Equal(0, _meter.Value("understudy.devices", "passive"));
        Assert.Equal(1, _meter.Value("understudy.device.mode", "active"));
    }

    [Fact]
    public void A_command_of_which_nobody_knows_is_counted_when_that_is_on_record()
    {
        StartPassive();
        Ask(Mutate("m1", TestDevice.Invoke("dose")));
        Ordered<DriverCommands.Invoke>();

        Fail(1);

        Assert.Equal(Verdict.Indeterminate, Answered<ShadowReplies.RequestStatus>().Verdict);
        AwaitAssert(() => Assert.Equal(1, _meter.Value("understudy.indeterminate_verdicts")), Patient);
        AwaitAssert(
            () => Assert.Equal(1, _meter.Value("understudy.requests", "invoke", "shadow_respond", "indeterminate")),
            Patient);
    }

    [Fact]
    public void A_device_that_is_forgotten_is_told_no_more()
    {
        StartPassive();
        Assert.NotNull(_meter.Value("understudy.journal.up"));

        Metrics!.Forget(TestDevice.Id.Gateway);

        Assert.Null(_meter.Value("understudy.journal.up"));
        Assert.Null(_meter.Value("understudy.driver.restarts", "hang"));
        Assert.Equal(0, _meter.Value("understudy.devices", "passive"));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        _meter.Dispose();
    }
}
