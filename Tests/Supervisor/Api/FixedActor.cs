using Akka.Actor;
using Akka.Hosting;

namespace Understudy.Tests.Supervisor.Api;

internal sealed class FixedActor<T>(IActorRef actor) : IRequiredActor<T>
{
    public IActorRef ActorRef { get; } = actor;

    public Task<IActorRef> GetAsync(CancellationToken cancellationToken = default) => Task.FromResult(ActorRef);
}
