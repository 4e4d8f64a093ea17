using System.Text.RegularExpressions;
using Akka.Actor;
using Akka.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
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

    private static ShadowSubscriptions.Seen Seen(long? lease, long value) => new(
        ApiServer.Oven, lease, DeviceMode.Passive, new Incarnation(1), null,
        [
            new ServedReading(
                new PointId("temp"), PointValue.Of(value), "Cel", StatusCode.Good, TimeSpan.Zero,
                DateTimeOffset.UnixEpoch, ServedBy.Driver),
        ]);

    private Task StreamAsync(TestProbe region)
    {
        var plant = new PlantView();
        plant.Show(new DeclaredPlant("plant.yaml", ApiServer.Plant, ApiServer.PlantSpec));
        var streams = new EventStreams(Sys, new FixedActor<GatewayRegion>(region), plant, _node);
        var http = new DefaultHttpContext { Response = { Body = _body } };
        return streams.StreamAsync(EventSelection.All, TimeSpan.Zero, http);
    }

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

    private Task UntilAsync(string text) => NodeClient.UntilAsync(
        () => Task.FromResult(_body.Text.Contains(text, StringComparison.Ordinal)), text);

    [GeneratedRegex("""
        event: point\n.*"skipped":(\d+)
        """)]
    private static partial Regex Skipped();
}
