using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api;
using Understudy.Supervisor.Api.Events;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;
using Understudy.Tests.ShadowActors.Actors;
using Understudy.Tests.Supervisor.EndToEnd;

namespace Understudy.Tests.Supervisor.Api.Events;

public sealed partial class EventStreamsTests : ActorTestBase
{
    private const int Changes = 1_000;

    private readonly ApplicationLifetime _node = new(NullLogger<ApplicationLifetime>.Instance);
    private readonly GatedStream _body = new();
    private readonly PlantView _plant = new();
    private readonly FakeTimeProvider _time = new();
    private EventStreams? _streams;

    [Fact]
    public async Task A_slow_reader_gets_fewer_events_and_in_the_end_the_newest()
    {
        var region = CreateTestProbe();
        var running = StreamAsync(region);
        var subscription = Subscribed(region, lease: 1, value: 0);
        await UntilAsync("\"value\":0");

        await _body.CloseGateAsync();
        for (var i = 1; i <= Changes; i++) subscription.Tell(Seen(lease: null, i), region);
        await subscription.Ask<ActorIdentity>(new Identify(null), Patient);
        _body.OpenGate();
        await UntilAsync($"\"value\":{Changes},");
        _node.StopApplication();
        await running;

        var points = Skipped().Matches(_body.Text);
        Assert.InRange(points.Count, 2, 10);
        Assert.Equal(Changes + 1, points.Sum(point => 1 + int.Parse(point.Groups[1].Value)));
    }

    [Fact]
    public async Task A_node_that_stops_ends_its_streams()
    {
        var region = CreateTestProbe();
        var running = StreamAsync(region);
        Subscribed(region, lease: 1, value: 0);
        await UntilAsync("\"value\":0");

        _node.StopApplication();
        await running;

        // The probe plays the shadow too.
        region.FishForMessage(message => message is ShadowSubscriptions.Unsubscribe, Patient);
    }

    [Fact]
    public async Task A_client_that_comes_back_is_told_what_happened_meanwhile_and_what_it_lost_and_no_more()
    {
        var region = CreateTestProbe();
        var subscription = await LoseAsync(region);
        var got = Ids(_body);
        subscription.Tell(Seen(lease: null, 7), region);

        var back = new GatedStream();
        var running = StreamAsync(region, back, got[^2], CancellationToken.None);
        await UntilAsync(back, "\"value\":7");
        _node.StopApplication();
        await running;

        Assert.Equal(got[^1], Ids(back)[0]);
        Assert.Equal(2, Ids(back).Length);
        Assert.DoesNotContain("event: resync", back.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("another run", "has started anew")]
    [InlineData("too late", "not kept any more")]
    [InlineData("another query", "something else was asked for")]
    [InlineData("nonsense", "none of this node's")]
    [InlineData("an event that was never told", "not kept any more")]
    public async Task What_can_not_be_gone_on_with_is_a_resync_with_its_reason_and_all_there_is(
        string what, string reason)
    {
        var region = CreateTestProbe();
        await LoseAsync(region);
        var last = Ids(_body)[^1];
        if (what == "too late") _time.Advance(ApiLimits.EventStreamKeptTime);
        var given = what switch
        {
            "another run" => $"x{last}",
            "nonsense" => "42",
            "an event that was never told" => $"{last}0",
            _ => last,
        };

        var back = new GatedStream();
        var running = StreamAsync(
            region, back, given, CancellationToken.None, what == "another query" ? "?period=1s" : "");
        Subscribed(region, lease: 1, value: 5);
        await UntilAsync(back, "\"value\":5");
        _node.StopApplication();
        await running;

        Assert.Matches($"^retry: 1000\n\nid: \\S+\\.0\nevent: resync\ndata: .*{reason}", back.Text);
        Assert.DoesNotContain(last[..last.LastIndexOf('.')], back.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_comes_back_before_its_loss_was_noticed_takes_its_stream_along()
    {
        var region = CreateTestProbe();
        var deaf = StreamAsync(region);
        var subscription = Subscribed(region, lease: 1, value: 0);
        await UntilAsync("\"value\":0");

        var back = new GatedStream();
        var running = StreamAsync(region, back, Ids(_body)[^1], CancellationToken.None);
        await deaf;
        subscription.Tell(Seen(lease: null, 7), region);
        await UntilAsync(back, "\"value\":7");
        _node.StopApplication();
        await running;

        Assert.Single(Ids(back));
        Assert.DoesNotContain("\"value\":7", _body.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_whose_client_does_not_come_back_ends()
    {
        var region = CreateTestProbe();
        await LoseAsync(region);

        _time.Advance(ApiLimits.EventStreamKeptTime);

        region.FishForMessage(message => message is ShadowSubscriptions.Unsubscribe, Patient);
    }

    private static ShadowSubscriptions.Seen Seen(long? lease, long value) => new(
        ApiServer.Oven, lease, DeviceMode.Passive, new Incarnation(1), null,
        [
            new ServedReading(
                new PointId("temp"), PointValue.Of(value), "Cel", StatusCode.Good, TimeSpan.Zero,
                DateTimeOffset.UnixEpoch, ServedBy.Driver),
        ]);

    private Task StreamAsync(TestProbe region) => StreamAsync(region, _body, null, CancellationToken.None);

    private Task StreamAsync(
        TestProbe region, GatedStream body, string? lastId, CancellationToken lost, string query = "")
    {
        _plant.Show(new DeclaredPlant("plant.yaml", ApiServer.Plant, ApiServer.PlantSpec));
        _streams ??= new EventStreams(Sys, new FixedActor<GatewayRegion>(region), _plant, _node, _time);
        var http = new DefaultHttpContext { Response = { Body = body }, RequestAborted = lost };
        http.Request.QueryString = new QueryString(query);
        if (lastId is not null) http.Request.Headers[EventStreams.LastIdHeader] = lastId;
        return _streams.StreamAsync(EventSelection.All, TimeSpan.Zero, http);
    }

    /// <summary>A client that got the first picture and then lost its connection.</summary>
    private async Task<IActorRef> LoseAsync(TestProbe region)
    {
        using var cable = new CancellationTokenSource();
        var running = StreamAsync(region, _body, null, cable.Token);
        var subscription = Subscribed(region, lease: 1, value: 0);
        await UntilAsync("\"value\":0");
        await cable.CancelAsync();
        await running;
        return subscription;
    }

    private static Task UntilAsync(GatedStream body, string text) => NodeClient.UntilAsync(
        () => Task.FromResult(body.Text.Contains(text, StringComparison.Ordinal)), text);

    private static string[] Ids(GatedStream body) =>
        [.. Id().Matches(body.Text).Select(match => match.Groups[1].Value)];

    /// <summary>The subscription, which has got its first picture.</summary>
    private IActorRef Subscribed(TestProbe region, long lease, long value)
    {
        region.FishForMessage(
            message => message is ShadowSubscriptions.Subscribe subscribe && subscribe.Device == ApiServer.Oven,
            Patient);
        var subscription = region.LastSender;
        subscription.Tell(Seen(lease, value), region);
        return subscription;
    }

    private Task UntilAsync(string text) => UntilAsync(_body, text);

    [GeneratedRegex("^id: (.*)$", RegexOptions.Multiline)]
    private static partial Regex Id();

    [GeneratedRegex("""
        event: point\n.*"skipped":(\d+)
        """)]
    private static partial Regex Skipped();
}
