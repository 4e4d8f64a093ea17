using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Actors;

/// <summary>Which of a node's gateways has an alarm that is of them all, so that it is one alarm and not one of each:
/// the first that takes it, until it gives it back. Safe for use by many threads.</summary>
public sealed class NodeAlarm
{
    private GatewayId? _holder;

    /// <returns>True: the alarm is this gateway's. False: another one has it.</returns>
    public bool Take(GatewayId gateway)
    {
        var holder = Interlocked.CompareExchange(ref _holder, gateway, null);
        return holder is null || holder == gateway;
    }

    /// <summary>Where another one has it, or nobody, nothing changes.</summary>
    public void GiveBack(GatewayId gateway)
    {
        if (Volatile.Read(ref _holder) is { } holder && holder == gateway)
            Interlocked.CompareExchange(ref _holder, null, holder);
    }
}
