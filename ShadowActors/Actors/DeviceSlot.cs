using Akka.Actor;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>A gateway's place for one device: its shadow, and what waits while one shadow follows another.</summary>
internal sealed class DeviceSlot(DeviceSpec spec)
{
    /// <summary>Messages that wait for the next shadow; one more is refused.</summary>
    public const int WaitingMax = 256;

    private readonly Queue<Waiting> _waiting = [];

    /// <summary>What its shadow goes by, or will when it starts.</summary>
    public DeviceSpec Spec { get; set; } = spec;

    public NewestSettings Newest { get; } = new();

    /// <summary>Null between two shadows.</summary>
    public IActorRef? Shadow { get; set; }

    public bool IsStopping { get; set; }

    /// <summary>Its shadow has left the old link and waits for the new one.</summary>
    public bool IsUnlinked { get; set; }

    /// <summary>Its shadow broke too often and rests: nothing waits for it.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What follows when the shadow has stopped; null: nothing, the device is declared no more.</summary>
    public DeviceSpec? Next { get; set; } = spec;

    /// <summary>False: too many wait, or the shadow rests.</summary>
    public bool Deliver(object message, IActorRef sender, TimeSpan now)
    {
        if (Shadow is { } shadow && !IsStopping)
        {
            shadow.Tell(message, sender);
            return true;
        }

        if (IsBroken || _waiting.Count >= WaitingMax) return false;
        _waiting.Enqueue(new Waiting(message, sender, now));
        return true;
    }

    /// <summary>Hands what waited to another place.</summary>
    public void MoveTo(DeviceSlot other)
    {
        while (_waiting.TryDequeue(out var waiting)) other._waiting.Enqueue(waiting);
    }

    /// <summary>Hands what waited to the shadow, with what is left of its time. Gives back what has none left.
    /// </summary>
    public List<Waiting> Release(IActorRef shadow, TimeSpan now)
    {
        Shadow = shadow;
        var expired = new List<Waiting>();
        while (_waiting.TryDequeue(out var waiting))
        {
            if (Left(waiting.Message, now - waiting.Since) is { } left) shadow.Tell(left, waiting.Sender);
            else expired.Add(waiting);
        }

        return expired;
    }

    public List<Waiting> Drain()
    {
        List<Waiting> all = [.. _waiting];
        _waiting.Clear();
        return all;
    }

    private static object? Left(object message, TimeSpan waited)
    {
        if (message is not ShadowCommands.IShadowCommand command) return message;
        var left = command.Timeout - waited;
        if (left <= TimeSpan.Zero) return null;
        return command switch
        {
            ShadowCommands.ReadPoints read => read with { Timeout = left },
            ShadowCommands.Mutate mutate => mutate with { Timeout = left },
            ShadowCommands.RestartDriver restart => restart with { Timeout = left },
            ShadowCommands.LiftQuarantine lift => lift with { Timeout = left },
            ShadowCommands.AdoptSetting adopt => adopt with { Timeout = left },
            ShadowCommands.InjectFault fault => fault with { Timeout = left },
            ShadowCommands.SetState set => set with { Timeout = left },
            ShadowCommands.TakeLock take => take with { Timeout = left },
            ShadowCommands.ReleaseLock release => release with { Timeout = left },
            ShadowCommands.KeepAnswer keep => keep with { Timeout = left },
            ShadowCommands.ChangeAlarm alarm => alarm with { Timeout = left },
            _ => message,
        };
    }

    /// <param name="Since">On the uptime clock.</param>
    internal sealed record Waiting(object Message, IActorRef Sender, TimeSpan Since);
}
