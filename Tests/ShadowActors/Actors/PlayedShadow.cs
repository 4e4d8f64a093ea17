using Akka.Actor;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>In the place of a shadow: hands all to a probe, and stops when told to unless it is to be stubborn.
/// </summary>
internal sealed class PlayedShadow(ShadowSettings settings, IActorRef probe, Trace trace, Func<bool> isStubborn)
    : UntypedActor
{
    protected override void PreStart() => probe.Tell(new Made(settings, Self));

    protected override void PostStop() => trace.Add($"ended {settings.Device.Id.Name}");

    protected override void OnReceive(object message)
    {
        if (message is Say say)
        {
            Context.Parent.Tell(say.Message);
            return;
        }

        probe.Forward(message);
        switch (message)
        {
            case ShadowOrders.Stop stop when !isStubborn():
                Context.Parent.Tell(new ShadowOrders.Stopped(settings.Device.Id, ClaimLost: false, stop.Reason));
                break;
            case ShadowOrders.ClaimLost lost when !isStubborn():
                Context.Parent.Tell(new ShadowOrders.Stopped(settings.Device.Id, ClaimLost: true, lost.Reason));
                break;
        }
    }

    public sealed record Made(ShadowSettings Settings, IActorRef Shadow);

    /// <summary>Tell this to the gateway.</summary>
    public sealed record Say(object Message);
}
