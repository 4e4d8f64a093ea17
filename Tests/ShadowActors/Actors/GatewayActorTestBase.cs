using Akka.Actor;
using Akka.TestKit;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>A gateway with played journals, shadows and connections; its link actor is the real one.</summary>
public abstract class GatewayActorTestBase : ActorTestBase
{
    internal const string Stream = "gateway-g";
    internal static readonly GatewayId Id = new("g");

    protected GatewayActorTestBase() => Shadows = CreateTestProbe("shadows");

    internal TestProbe Shadows { get; }

    /// <summary>No connection comes up.</summary>
    internal bool IsLinkRefused { get; set; }

    internal bool IsStubborn { get; set; }

    /// <summary>Which gateway of the node has which journal.</summary>
    internal JournalHolders Journals { get; set; } = new();

    internal IActorRef Gateway { get; private set; } = ActorRefs.Nobody;

    internal static DeviceSpec Device(string name, string profile = "p") =>
        TestDevice.Spec with { Id = new DeviceId(Id, name), Profile = profile };

    internal static GatewaySpec Spec(params DeviceSpec[] devices) => new(
        Id, new LinkSpec("fake", "plc", 502, 1, TimeSpan.Zero, Second, Second), null, GatewayFallback.Wait,
        [.. devices]);

    internal static GatewaySpec OtherLink(GatewaySpec spec) => spec with { Link = spec.Link with { Port = 503 } };

    internal void Start()
    {
        var environment = Environment(new PlayedProtocol(Trace, () => IsLinkRefused)) with
        {
            Journals = Journals,
            ShadowProps = (settings, _) =>
                Props.Create(() => new PlayedShadow(settings, Shadows, Trace, () => IsStubborn)),
        };
        Gateway = Sys.ActorOf(GatewayActor.Props(Id, environment));
        Watch(Gateway);
    }

    internal PlayedShadow.Made StartWith(params DeviceSpec[] devices)
    {
        Start();
        Declare(Spec(devices));
        PlayedShadow.Made made = null!;
        foreach (var _ in devices) made = Made();
        return made;
    }

    internal void Declare(GatewaySpec spec)
    {
        Ask(new GatewayCommands.Declare(spec));
        Client.ExpectMsg<GatewayCommands.Declared>(Patient);
    }

    internal void Ask(object message) => Gateway.Tell(message, Client);

    internal PlayedShadow.Made Made() => Told<PlayedShadow.Made>();

    internal T Told<T>() => (T)Shadows.FishForMessage(message => message is T, Patient);

    internal RefusalKind Refused() => Client.ExpectMsg<ShadowReplies.Refused>(Patient).Kind;

    /// <summary>The next append of such an event.</summary>
    internal T Appended<T>()
        where T : GatewayEvents.GatewayEvent
    {
        var append = (JournalMessages.Append<GatewayEvents.GatewayEvent>)JournalProbe.FishForMessage(
            message => message is JournalMessages.Append<GatewayEvents.GatewayEvent> each && each.Events[0] is T,
            Patient);
        return (T)append.Events[0];
    }

    /// <summary>When it returns, the gateway has taken all that was told before.</summary>
    internal ShadowReplies.GatewayStatus Status()
    {
        Ask(new ShadowQueries.GetGateway(Id));
        return Client.ExpectMsg<ShadowReplies.GatewayStatus>(Patient);
    }

    /// <summary>As <see cref="Status"/>, without asking the shadows.</summary>
    internal void Settle()
    {
        Ask(new ShadowQueries.GetDevice(new DeviceId(Id, "none")));
        Refused();
    }

    internal static void EndInOrder(PlayedShadow.Made made) => made.Shadow.Tell(new PlayedShadow.Say(
        new ShadowOrders.Stopped(made.Settings.Device.Id, ClaimLost: false, "stopped")));

    internal void HasEnded() => ExpectTerminated(Gateway, Patient);

    internal GatewayEvents.GatewayClaimed ForeignClaim() =>
        new(Time.GetUtcNow(), "boot2", 0, new ClaimId("foreign"), "elsewhere", "installation");
}
