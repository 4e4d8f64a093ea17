using Akka.Actor;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>In the place of a driver actor: hands orders to a probe, and says or throws what the probe tells it.
/// </summary>
internal sealed class PlayedDriver(IActorRef probe, Trace trace) : UntypedActor
{
    protected override void PreStart()
    {
        probe.Tell(Started.Instance);
        Context.Parent.Tell(new DriverReports.Closed(Incarnation.None, 0, 0));
    }

    protected override void PostRestart(Exception reason)
    {
        if (reason is DriverFailedException failed)
            Context.Parent.Tell(new DriverReports.Closed(failed.Incarnation, 0, 0));
        else PreStart();
    }

    protected override void OnReceive(object message)
    {
        if (message is Exception error) throw error;
        if (!Sender.Equals(Context.Parent))
        {
            Context.Parent.Tell(message);
            return;
        }

        if (message is DriverCommands.Open open) trace.Add($"open {open.Incarnation.Number}");
        probe.Tell(message, Self);
        if (message is DriverCommands.Close close)
            Context.Parent.Tell(new DriverReports.Closed(close.Incarnation, 0, 0));
    }

    public sealed record Started
    {
        public static readonly Started Instance = new();
    }
}
