using Akka.Actor;
using Understudy.DriverActors.Protocol;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>Another declaration, another link: this shadow goes on with them.</summary>
public sealed partial class ShadowActor
{
    private IActorRef _formerLink = ActorRefs.Nobody;
    private bool _tellsUnlinked;

    private bool OfChanges(object message)
    {
        switch (message)
        {
            case ShadowOrders.Redeclare: Redeclared(); return true;
            case ShadowOrders.Unlink unlink:
                _tellsUnlinked = true;
                Decide(new ShadowInputs.RelinkOrdered(unlink.Reason));
                return true;
            default: return false;
        }
    }

    private void Redeclared()
    {
        if (_settings.Newest.Settings is not { } newest || ReferenceEquals(newest, _settings)) return;
        var before = _settings;
        var isRelinked = !newest.Link.Equals(before.Link);
        if (isRelinked || newest.Device.Unit != before.Device.Unit) StopWireTrace();
        _settings = newest;
        InputsRedeclared();
        if (isRelinked)
        {
            (_formerLink, _tellsUnlinked) = (before.Link, false);
            Decide(new ShadowInputs.Relinked());
            newest.Link.Tell(new LinkCommands.Subscribe(Self));
        }

        Decide(new ShadowInputs.Redeclared(newest.Device, newest.Own.CallTime, newest.Own.OpenTime));
    }

    /// <summary>Nothing is open on the link any more that is about to be changed.</summary>
    private void TellUnlinked()
    {
        if (!_tellsUnlinked || _shadow.Live is not { Relink: RelinkPhase.Leaving, Driver: DriverPhase.Closed }) return;
        _tellsUnlinked = false;
        Context.Parent.Tell(new ShadowOrders.Unlinked(_settings.Device.Id));
    }
}
