using Akka.Actor;
using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Actors;

/// <summary>A gateway's place for one device: its shadow, and what waits while one shadow follows another.</summary>
internal sealed class DeviceSlot(DeviceSpec spec)
{
    /// <summary>Messages that wait for the next shadow; one more is answered busy.</summary>
    public const int WaitingMax = 256;

    private readonly Queue<(object Message, IActorRef Sender)> _waiting = [];

    public DeviceSpec Spec { get; } = spec;

    /// <summary>Null between two shadows.</summary>
    public IActorRef? Shadow { get; set; }

    public bool IsStopping { get; set; }

    /// <summary>What follows when the shadow has stopped; null: nothing, the device is declared no more.</summary>
    public DeviceSpec? Next { get; set; } = spec;

    /// <summary>False: too many wait.</summary>
    public bool Deliver(object message, IActorRef sender)
    {
        if (Shadow is { } shadow && !IsStopping)
        {
            shadow.Tell(message, sender);
            return true;
        }

        if (_waiting.Count >= WaitingMax) return false;
        _waiting.Enqueue((message, sender));
        return true;
    }

    /// <summary>Hands what waited to another place.</summary>
    public void MoveTo(DeviceSlot other)
    {
        while (_waiting.TryDequeue(out var waiting)) other.Deliver(waiting.Message, waiting.Sender);
    }

    public void Release(IActorRef shadow)
    {
        Shadow = shadow;
        while (_waiting.TryDequeue(out var waiting)) shadow.Tell(waiting.Message, waiting.Sender);
    }

    public IEnumerable<(object Message, IActorRef Sender)> Drain()
    {
        while (_waiting.TryDequeue(out var waiting)) yield return waiting;
    }
}
