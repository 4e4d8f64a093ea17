using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.TestKit.Xunit;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Alarms.Webhook;

namespace Understudy.Tests.Supervisor.Alarms.Webhook;

/// <summary>Against a receiver behind a real socket that fails, hangs and redirects.</summary>
public sealed class WebhookActorTests : TestKit
{
    private const string Secret = "a secret of some length";
    private static readonly TimeSpan Patient = TimeSpan.FromSeconds(20);
    private static readonly DateTimeOffset Time = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly AlarmNotices _counts = new();
    private readonly Akka.TestKit.TestProbe _gateways;

    public WebhookActorTests()
        : base("akka.loglevel = WARNING\nakka.stdout-loglevel = OFF") => _gateways = CreateTestProbe();

    [Fact]
    public async Task A_notice_is_sent_once_with_its_alarm_and_a_signature_that_proves_it()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Start(receiver);
        Tell("n1");

        var got = Assert.Single(await receiver.UntilAsync(1));
        using var body = JsonDocument.Parse(got.Body);
        Assert.Equal("n1", got.Id);
        Assert.Equal("n1", body.RootElement.GetProperty("id").GetString());
        Assert.Equal("Raised", body.RootElement.GetProperty("what").GetString());
        Assert.Equal("node-a", body.RootElement.GetProperty("node").GetString());
        var alarm = body.RootElement.GetProperty("alarm");
        Assert.Equal("hall1:oven:temp:high", alarm.GetProperty("id").GetString());
        Assert.Equal("Unacknowledged", alarm.GetProperty("state").GetString());
        Assert.Equal("look at the water", alarm.GetProperty("guidance").GetString());
        var (seconds, hex) = (got.Signature.Split(',')[0][2..], got.Signature.Split(',')[1][3..]);
        byte[] signed = [.. Encoding.ASCII.GetBytes($"{seconds}."), .. got.Body];
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed);
        Assert.Equal(Convert.ToHexStringLower(expected), hex);
        Assert.DoesNotContain(Secret, got.Text);
        await AwaitAssertAsync(() => Assert.Equal((1, 0, 0), (_counts.Delivered, _counts.Waiting, _counts.Failed)));
    }

    [Fact]
    public async Task A_receiver_that_fails_is_tried_again_with_the_same_id_and_nothing_overtakes()
    {
        await using var receiver = await WebhookReceiver.StartAsync(500, 503, 429);
        Start(receiver);
        Tell("n1");
        Tell("n2");

        var got = await receiver.UntilAsync(5);
        Assert.Equal(["n1", "n1", "n1", "n1", "n2"], got.Select(each => each.Id));
        await AwaitAssertAsync(() => Assert.Equal((2, 3, 0), (_counts.Delivered, _counts.Failed, _counts.Dropped)));
    }

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(410)]
    public async Task A_notice_that_the_receiver_will_never_take_is_dropped_at_once(int status)
    {
        await using var receiver = await WebhookReceiver.StartAsync(status);
        Start(receiver);
        Tell("n1");
        Tell("n2");

        Assert.Equal(["n1", "n2"], (await receiver.UntilAsync(2)).Select(each => each.Id));
        var lost = await _gateways.ExpectMsgAsync<GatewayCommands.NoticesLost>(Patient);
        Assert.Equal((1, $"HTTP {status}"), (lost.Count, lost.Reason));
        await AwaitAssertAsync(() => Assert.Equal((1, 1, 1), (_counts.Delivered, _counts.Failed, _counts.Dropped)));
    }

    [Fact]
    public async Task A_receiver_says_when_it_wants_the_notice_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync(503);
        receiver.RetryAfter = TimeSpan.FromSeconds(1);
        Start(receiver, backoffMax: TimeSpan.FromMinutes(1));
        Tell("n1");

        var got = await receiver.UntilAsync(2);
        Assert.True(got[1].At - got[0].At >= TimeSpan.FromSeconds(0.9), $"after {got[1].At - got[0].At}");
    }

    [Fact]
    public async Task A_receiver_that_wants_it_in_a_year_is_asked_again_all_the_same()
    {
        await using var receiver = await WebhookReceiver.StartAsync(503);
        receiver.RetryAfter = TimeSpan.FromDays(365);
        Start(receiver);
        Tell("n1");

        Assert.Equal(2, (await receiver.UntilAsync(2)).Count);
    }

    [Fact]
    public async Task A_receiver_that_hangs_is_given_up_in_time_and_tried_again()
    {
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Hang);
        Start(receiver);
        Tell("n1");

        Assert.Equal(["n1", "n1"], (await receiver.UntilAsync(2)).Select(each => each.Id));
        await AwaitAssertAsync(() => Assert.Equal((1, 1), (_counts.Delivered, _counts.Failed)));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var receiver = await WebhookReceiver.StartAsync(302, 307);
        Start(receiver);
        Tell("n1");

        var got = await receiver.UntilAsync(3);
        Assert.All(got, each => Assert.Equal("/hook", each.Path));
        await AwaitAssertAsync(() => Assert.Equal((1, 2), (_counts.Delivered, _counts.Failed)));
    }

    [Fact]
    public async Task A_notice_that_nobody_takes_is_dropped_counted_and_put_on_record()
    {
        await using var receiver = await WebhookReceiver.StartAsync(500, 500, 500);
        Start(receiver, attempts: 3);
        Tell("n1");
        Tell("n2");

        var got = await receiver.UntilAsync(4);
        Assert.Equal(["n1", "n1", "n1", "n2"], got.Select(each => each.Id));
        var lost = await _gateways.ExpectMsgAsync<GatewayCommands.NoticesLost>(Patient);
        Assert.Equal(("hall1", 1, "HTTP 500"), (lost.Gateway.Value, lost.Count, lost.Reason));
        Assert.Equal(1, _counts.Dropped);
    }

    [Fact]
    public async Task A_full_queue_drops_the_oldest_and_counts_them()
    {
        await using var receiver = await WebhookReceiver.StartAsync(WebhookReceiver.Hang);
        Start(receiver, waiting: 2);
        Tell("n1");
        await receiver.UntilAsync(1);
        for (var i = 2; i <= 5; i++) Tell($"n{i}");

        var got = await receiver.UntilAsync(4);
        Assert.Equal(["n1", "n1", "n4", "n5"], got.Select(each => each.Id));
        Assert.Equal(2, _counts.Dropped);
    }

    [Fact]
    public async Task A_shelved_alarm_is_told_of_when_it_is_shelved_and_then_no_more()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Start(receiver);
        Tell("n1", AlarmAct.Shelved, shelved: true);
        Tell("n2", AlarmAct.Returned, shelved: true);
        Tell("n3", AlarmAct.Unshelved);

        Assert.Equal(["n1", "n3"], (await receiver.UntilAsync(2)).Select(each => each.Id));
    }

    [Fact]
    public async Task Nobody_is_told_of_what_is_out_of_service()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        Start(receiver);
        Tell("n1", outOfService: true);
        Tell("n2");

        Assert.Equal(["n2"], (await receiver.UntilAsync(1)).Select(each => each.Id));
    }

    [Fact]
    public async Task A_receiver_that_is_not_there_costs_nothing_but_attempts()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        var address = receiver.Address;
        await receiver.DisposeAsync();
        Start(address, attempts: 2);
        Tell("n1");

        var lost = await _gateways.ExpectMsgAsync<GatewayCommands.NoticesLost>(Patient);
        Assert.Equal("ConnectionError", lost.Reason);
        Assert.Equal((2, 1), (_counts.Failed, _counts.Dropped));
    }

    private void Start(
        WebhookReceiver receiver, int attempts = 10, int waiting = 100, TimeSpan? backoffMax = null) =>
        Start(receiver.Address, attempts, waiting, backoffMax);

    private void Start(Uri address, int attempts, int waiting = 100, TimeSpan? backoffMax = null)
    {
        var actor = Sys.ActorOf(WebhookActor.Props(
            new WebhookOptions(address, Secret, "node-a")
            {
                AttemptsMax = attempts,
                WaitingMax = waiting,
                AnswerTime = TimeSpan.FromSeconds(2),
                BackoffMin = TimeSpan.FromMilliseconds(10),
                BackoffMax = backoffMax ?? TimeSpan.FromMilliseconds(50),
                LostPeriod = TimeSpan.FromMilliseconds(100),
            },
            _counts, _gateways));
        // It listens when it has answered.
        actor.Tell(new Identify(1), TestActor);
        ExpectMsg<ActorIdentity>(Patient);
    }

    private void Tell(string id, AlarmAct act = AlarmAct.Raised, bool shelved = false, bool outOfService = false)
    {
        var device = DeviceId.Parse("hall1/oven");
        Sys.EventStream.Publish(new AlarmTold(id, Time, act, new AlarmView(
            "hall1:oven:temp:high", device.Gateway, device, new PointId("temp"), null, AlarmSeverity.High,
            AlarmState.Unacknowledged, "temp is 81 Cel", "look at the water", Time, Time, 1,
            ShelvedUntil: shelved ? Time.AddHours(1) : null, IsOutOfService: outOfService), IsStanding: false));
    }
}
