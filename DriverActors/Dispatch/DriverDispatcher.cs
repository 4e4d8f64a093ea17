using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;

namespace Understudy.DriverActors.Dispatch;

/// <summary>
/// The dispatcher that all driver code runs on: threads of its own, so that a driver that blocks takes none from the
/// actors. One incarnation uses at most one of them at a time (<see cref="DriverLane"/>).
/// </summary>
public static class DriverDispatcher
{
    public const string Id = "understudy.driver-dispatcher";

    /// <summary>
    /// Fallback for the host's own configuration. The thread count must exceed
    /// <see cref="Actors.DriverActorOptions.OrphansPerNodeMax"/>: an orphan that blocks keeps its thread for good.
    /// </summary>
    public static readonly Config DefaultConfig = ConfigurationFactory.ParseString("""
        understudy.driver-dispatcher {
          type = ForkJoinDispatcher
          throughput = 100
          dedicated-thread-pool {
            # threads, more than the orphans a node may have (16): each may hold one for good
            thread-count = 32
            # they do not keep the process alive
            threadtype = background
          }
        }
        """);

    /// <summary>The system's driver dispatcher.</summary>
    /// <exception cref="ConfigurationException">The system was made without <see cref="DefaultConfig"/> as a fallback.
    /// </exception>
    public static MessageDispatcher Of(ActorSystem system) => system.Dispatchers.Lookup(Id);
}
