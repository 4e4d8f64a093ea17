using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>A declared command: one write at one address.</summary>
/// <param name="At">Where it writes.</param>
/// <param name="Type">What it writes there.</param>
/// <param name="Value">The raw value written; null: the caller gives it as the argument <c>value</c>.</param>
/// <param name="Idempotent">Doing it twice leaves the device as doing it once.</param>
/// <param name="Safe">Tried in every mode that has a link, before everything that waits.</param>
/// <param name="ConfirmBy">A reading that proves it was done; null: only the device's acknowledgement does.</param>
/// <param name="WhenDown">What its caller gets while the driver is down; null: what its class and
/// <paramref name="Idempotent"/> say.</param>
/// <param name="Ttl">How long it may wait in the queue; null where it never does.</param>
/// <param name="Order">The bytes of a type of more than one register, A the most significant; of a string, whether its
/// characters change places in each register (BADC). The device's, as that of a point is.</param>
/// <param name="Length">Of a string, in characters; else 0.</param>
/// <param name="Interlocks">All must hold.</param>
public sealed record CommandSpec(
    CommandId Id,
    ModbusAddress At,
    PointType Type,
    PointValue? Value,
    bool Idempotent,
    bool Safe,
    ConfirmSpec? ConfirmBy,
    WhenDown? WhenDown,
    TimeSpan? Ttl,
    WordOrder Order = WordOrder.ABCD,
    int Length = 0,
    ImmutableArray<InterlockSpec> Interlocks = default)
{
    public ImmutableArray<InterlockSpec> Interlocks { get; init; } = Interlocks.IsDefault ? [] : Interlocks;

    /// <summary>Ids that it had before in its device.</summary>
    public ImmutableArray<CommandId> Was { get; init; } = [];

    /// <summary>By content; what it was called before is none of it.</summary>
    public bool Equals(CommandSpec? other) => ReferenceEquals(this, other)
        || (other is not null
            && Id == other.Id
            && At == other.At
            && Type == other.Type
            && Value == other.Value
            && Idempotent == other.Idempotent
            && Safe == other.Safe
            && ConfirmBy == other.ConfirmBy
            && WhenDown == other.WhenDown
            && Ttl == other.Ttl
            && Order == other.Order
            && Length == other.Length
            && Interlocks.AsSpan().SequenceEqual(other.Interlocks.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Id, At, Type);
}
