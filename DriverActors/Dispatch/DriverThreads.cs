using System.Collections.Concurrent;
using Akka.Actor;

namespace Understudy.DriverActors.Dispatch;

/// <summary>
/// The threads that all driver code of a node runs on: the runtime's, at most <see cref="LanesMax"/> at once, which the
/// runtime is told to have ready beside those that actors need. So a driver that blocks takes none from the actors; and
/// driver code starts without a change to a thread of another pool, which cost a third of a fast read.
/// </summary>
public sealed class DriverThreads : IExtension
{
    /// <summary>Lanes that run at once; more wait. Above <see cref="Actors.DriverActorOptions.OrphansPerNodeMax"/>: an
    /// orphan that blocks keeps its thread for good.</summary>
    public const int LanesMax = 32;

    private readonly ConcurrentQueue<DriverLane> _waiting = new();
    private int _running;

    private DriverThreads()
    {
    }

    /// <summary>The system's own.</summary>
    public static DriverThreads Of(ActorSystem system) => system.WithExtension<DriverThreads, Provider>();

    internal void Schedule(DriverLane lane)
    {
        _waiting.Enqueue(lane);
        StartWaiting();
    }

    /// <summary>A lane has ended its turn: the next one may begin.</summary>
    internal void Ended()
    {
        Interlocked.Decrement(ref _running);
        StartWaiting();
    }

    private void StartWaiting()
    {
        while (!_waiting.IsEmpty)
        {
            if (Interlocked.Increment(ref _running) <= LanesMax && _waiting.TryDequeue(out var lane))
            {
                ThreadPool.UnsafeQueueUserWorkItem(lane, preferLocal: false);
                continue;
            }

            // Whoever ends a turn after this looks at the queue again; until then a place may be free for this one.
            if (Interlocked.Decrement(ref _running) >= LanesMax) return;
        }
    }

    /// <summary>Makes the one of a system.</summary>
    public sealed class Provider : ExtensionIdProvider<DriverThreads>
    {
        private static readonly Lock Reserving = new();

        public override DriverThreads CreateExtension(ExtendedActorSystem system)
        {
            lock (Reserving)
            {
                ThreadPool.GetMinThreads(out var workers, out var ports);
                var wanted = Environment.ProcessorCount + LanesMax;
                if (workers < wanted) ThreadPool.SetMinThreads(wanted, ports);
            }

            return new DriverThreads();
        }
    }
}
