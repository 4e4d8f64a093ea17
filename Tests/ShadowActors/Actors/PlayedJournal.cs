using System.Collections.Immutable;
using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Journal.JournalMessages;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>What becomes of an append.</summary>
internal enum AppendEnd
{
    Acknowledged,

    /// <summary>No answer until <see cref="PlayedJournal.Answer"/>.</summary>
    Kept,

    /// <summary>In doubt, and it is there.</summary>
    DoubtThere,

    /// <summary>In doubt, and it is not there.</summary>
    DoubtLost,
}

/// <summary>Journals in memory. They do with appends what a test says, tell a probe of each, and are away on demand.
/// </summary>
internal sealed class PlayedJournal(IActorRef probe, Trace trace) : IJournalProps
{
    private readonly Lock _lock = new();
    private readonly IActorRef _probe = probe;
    private readonly Trace _trace = trace;
    private readonly Dictionary<string, ImmutableList<object>> _streams = [];
    private readonly Dictionary<string, IActorRef> _children = [];
    private readonly Dictionary<string, Queue<AppendEnd>> _plans = [];
    private readonly HashSet<string> _away = [];

    public Props ForDevice(string journal) => For(JournalStreams.OfDevice(journal));

    public Props ForGateway(string journal) => For(JournalStreams.OfGateway(journal));

    public Props ForPlant() => For(JournalStreams.Plant);

    public ImmutableList<object> Events(string stream)
    {
        lock (_lock) return _streams.GetValueOrDefault(stream, []);
    }

    /// <summary>Another process writes.</summary>
    public void Add(string stream, params object[] events)
    {
        lock (_lock) _streams[stream] = _streams.GetValueOrDefault(stream, []).AddRange(events);
    }

    /// <summary>What becomes of the next appends of a stream; later ones are acknowledged.</summary>
    public void Plan(string stream, params AppendEnd[] ends)
    {
        lock (_lock) _plans[stream] = new Queue<AppendEnd>(ends);
    }

    public void Answer(string stream, AppendEnd end) => Find(stream).Tell(end);

    public void GoAway(string stream)
    {
        IActorRef? child;
        lock (_lock)
        {
            _away.Add(stream);
            child = _children.GetValueOrDefault(stream);
        }

        child?.Tell(new Unavailable("away"));
    }

    /// <summary>Reads itself to the end again.</summary>
    public void ComeBack(string stream)
    {
        lock (_lock) _away.Remove(stream);
        Find(stream).Tell(ReadAgain.Instance);
    }

    public IActorRef Find(string stream)
    {
        lock (_lock) return _children[stream];
    }

    private AppendEnd Next(string stream)
    {
        lock (_lock)
            return _plans.TryGetValue(stream, out var plan) && plan.TryDequeue(out var end)
                ? end
                : AppendEnd.Acknowledged;
    }

    private bool IsAway(string stream)
    {
        lock (_lock) return _away.Contains(stream);
    }

    private Props For<TState, TEvent>(JournalStream<TState, TEvent> stream)
        where TState : class
        where TEvent : class => Props.Create(() => new Child<TState, TEvent>(this, stream));

    private sealed record ReadAgain
    {
        public static readonly ReadAgain Instance = new();
    }

    private sealed class Child<TState, TEvent>(PlayedJournal all, JournalStream<TState, TEvent> stream) : UntypedActor
        where TState : class
        where TEvent : class
    {
        private Append<TEvent>? _kept;

        protected override void PreStart()
        {
            lock (all._lock) all._children[stream.PersistenceId] = Self;
            Read();
        }

        protected override void OnReceive(object message)
        {
            switch (message)
            {
                case Append<TEvent> append: Take(append, all.Next(stream.PersistenceId)); break;
                case AppendEnd end: End(_kept!, end); break;
                case Unavailable away: Context.Parent.Tell(away); break;
                case ReadAgain: Read(); break;
                default: Unhandled(message); break;
            }
        }

        private void Take(Append<TEvent> append, AppendEnd end)
        {
            if (all.IsAway(stream.PersistenceId))
            {
                Context.Parent.Tell(new AppendFailed(append.Number, InDoubt: false, "away"));
                return;
            }

            _kept = append;
            all._probe.Tell(append, Self);
            if (end != AppendEnd.Kept) End(append, end);
        }

        private void End(Append<TEvent> append, AppendEnd end)
        {
            if (end != AppendEnd.DoubtLost)
            {
                all.Add(stream.PersistenceId, [.. append.Events]);
                foreach (var happened in append.Events) all._trace.Add($"durable {happened!.GetType().Name}");
            }

            if (end == AppendEnd.Acknowledged)
            {
                Context.Parent.Tell(new Appended(append.Number, all.Events(stream.PersistenceId).Count));
                return;
            }

            Context.Parent.Tell(new AppendFailed(append.Number, InDoubt: true, "in doubt"));
            Read();
        }

        private void Read()
        {
            if (all.IsAway(stream.PersistenceId))
            {
                Context.Parent.Tell(new Unavailable("away"));
                return;
            }

            var events = all.Events(stream.PersistenceId);
            var state = events.Cast<TEvent>().Aggregate(stream.Empty, stream.Apply);
            Context.Parent.Tell(new Recovered<TState>(state, events.Count));
        }
    }
}
