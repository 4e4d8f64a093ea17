using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Journal.JournalMessages;
using Append = Understudy.ShadowActors.Journal.JournalMessages.Append<
    Understudy.ShadowActors.Protocol.ShadowEvents.ShadowEvent>;

namespace Understudy.Tests.Campaign.CutPoints;

/// <summary>Stands between shadows and their journals, and holds what passes at one place until it is opened.</summary>
internal sealed class JournalGate(IJournalProps journals) : IJournalProps
{
    private volatile Hold? _hold;

    /// <summary>From the next append with such an event on, nothing passes: before it is written, or before the shadow
    /// hears that it is.</summary>
    /// <returns>Ends when something is held.</returns>
    public Task HoldAsync(bool isWritten, Func<ShadowEvents.ShadowEvent, bool> isIt)
    {
        var hold = new Hold(isWritten, isIt);
        _hold = hold;
        return hold.Reached.Task;
    }

    /// <summary>Everything held passes in its order.</summary>
    public void Open()
    {
        var hold = Forget();
        hold?.Holder?.Tell(Opened.Instance);
    }

    /// <summary>What is held never passes.</summary>
    public Hold? Forget() => Interlocked.Exchange(ref _hold, null);

    public Props ForDevice(string journal) => Props.Create(() => new Gate(this, journals.ForDevice(journal)));

    public Props ForGateway(string journal) => journals.ForGateway(journal);

    public Props ForPlant() => journals.ForPlant();

    internal sealed class Hold(bool isWritten, Func<ShadowEvents.ShadowEvent, bool> isIt)
    {
        public TaskCompletionSource Reached { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public volatile IActorRef? Holder;

        public bool IsWritten => isWritten;

        public bool IsIt(Append append) => append.Events.Any(isIt);
    }

    private sealed class Opened
    {
        public static readonly Opened Instance = new();
    }

    private sealed class Gate : UntypedActor
    {
        private readonly JournalGate _gates;
        private readonly IActorRef _journal;
        private readonly Queue<object> _held = [];
        private long? _awaited;

        public Gate(JournalGate gates, Props journal) =>
            (_gates, _journal) = (gates, Context.ActorOf(journal, "journal"));

        protected override void OnReceive(object message)
        {
            if (message is Opened)
            {
                while (_held.TryDequeue(out var held)) Pass(held);
                return;
            }

            if (_held.Count > 0 || IsHere(message)) _held.Enqueue(message);
            else Pass(message);
        }

        private bool IsHere(object message)
        {
            if (_gates._hold is not { } hold || hold.Reached.Task.IsCompleted) return false;
            if (message is Append append && hold.IsIt(append))
            {
                if (hold.IsWritten) _awaited = append.Number;
                else return Reach(hold);
            }

            return hold.IsWritten && message is Appended appended && appended.Number == _awaited && Reach(hold);
        }

        private bool Reach(Hold hold)
        {
            hold.Holder = Self;
            hold.Reached.SetResult();
            return true;
        }

        private void Pass(object message)
        {
            if (message is Append) _journal.Tell(message);
            else Context.Parent.Tell(message);
        }
    }
}
