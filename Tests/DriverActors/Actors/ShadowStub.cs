using Akka.Actor;
using Understudy.DriverActors.Protocol;

namespace Understudy.Tests.DriverActors.Actors;

/// <summary>Stands where the shadow stands: parent of the driver actor, with the same directive. Commands go down,
/// reports and failures go to the probe.</summary>
internal sealed class ShadowStub : UntypedActor
{
    /// <summary>Goes down as it is, behind what was told before.</summary>
    internal sealed record Passed(object Message);

    private readonly IActorRef _probe;
    private readonly IActorRef _driver;

    public ShadowStub(Props driver, IActorRef probe)
    {
        _probe = probe;
        _driver = Context.ActorOf(driver, "driver");
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(-1, -1, error =>
    {
        _probe.Tell(error);
        return Directive.Restart;
    });

    protected override void OnReceive(object message)
    {
        if (message is DriverCommands.IDriverCommand) _driver.Tell(message);
        else if (message is Passed passed) _driver.Tell(passed.Message, Sender);
        else _probe.Tell(message);
    }
}
