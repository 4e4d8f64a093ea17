using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>A declared point.</summary>
/// <param name="Unit">UCUM code, "1" for none.</param>
/// <param name="Scale">The point's value is the raw number times this, plus <paramref name="Offset"/>.</param>
/// <param name="Range">The values that may be written, both ends included; null: all that the type holds.</param>
/// <param name="ScanPeriod">How often it is read by itself; null: only when asked.</param>
/// <param name="StaleAfter">How long a recorded value keeps its quality.</param>
/// <param name="After">Settings that are restored before this one.</param>
/// <param name="WhenDown">How a write is answered while the driver is down; null: the class's own rule.</param>
/// <param name="Ttl">How long a queued write may wait; null where nothing is queued.</param>
/// <param name="Repeatable">A write of the value already intended may be answered without sending it.</param>
/// <param name="Offset">In the point's unit.</param>
/// <param name="Length">Of a string, in characters; else 0.</param>
/// <param name="Names">Of an enumeration: its values are these names; else null.</param>
/// <param name="Fields">Of a structure, in the order of their addresses; else empty.</param>
/// <param name="IsReadable">The device can be asked for it. Where it can't, its value is what was written.</param>
/// <param name="Record">Which of its readings are recorded; null: as the device's rule says.</param>
/// <param name="Deadband">In the point's unit: a reading that differs from the one recorded last by no more than this
/// is no change; null or 0: every other value is one. For numbers only.</param>
/// <param name="RecordAtLeast">A reading is recorded though it is no change when the last record is this old; null:
/// however old that is.</param>
/// <param name="Overlay">How the shadow corrects what the device gives; null: not at all.</param>
/// <param name="RestoreWithin">As of the device; null: the device's, <see cref="RestoreAlways"/>: always.</param>
/// <param name="MaxRate">A write may change the value by this much in a second, in the point's unit; null: as much as
/// the range lets.</param>
/// <param name="Interlocks">All must hold for a write.</param>
/// <param name="Alarms">Which of its values are alarms; null: none.</param>
public sealed record PointSpec(
    PointId Id,
    ModbusAddress At,
    PointType Type,
    WordOrder Order,
    double Scale,
    string Unit,
    ValueRange? Range,
    PointRole Role,
    TimeSpan? ScanPeriod,
    TimeSpan StaleAfter,
    ImmutableArray<PointId> After,
    ReplayRule Replay,
    WhenDown? WhenDown,
    TimeSpan? Ttl,
    bool Repeatable,
    double Offset = 0,
    int Length = 0,
    ValueNames? Names = null,
    ImmutableArray<FieldSpec> Fields = default,
    bool IsReadable = true,
    RecordRule? Record = null,
    double? Deadband = null,
    TimeSpan? RecordAtLeast = null,
    OverlayKind? Overlay = null,
    TimeSpan? RestoreWithin = null,
    ConflictRule OnConflict = ConflictRule.Hold,
    double? MaxRate = null,
    ImmutableArray<InterlockSpec> Interlocks = default,
    PointAlarms? Alarms = null)
{
    public static readonly TimeSpan RestoreAlways = TimeSpan.MaxValue;

    /// <summary>How long a value that is not scanned keeps its quality, and a scanned one counts three periods.
    /// </summary>
    public static readonly TimeSpan DefaultStaleAfter = TimeSpan.FromSeconds(5);

    public ImmutableArray<FieldSpec> Fields { get; init; } = Fields.IsDefault ? [] : Fields;

    public ImmutableArray<InterlockSpec> Interlocks { get; init; } = Interlocks.IsDefault ? [] : Interlocks;

    /// <summary>Ids that it had before in its device.</summary>
    public ImmutableArray<PointId> Was { get; init; } = [];

    /// <summary>Its values are numbers, between which there are differences.</summary>
    [JsonIgnore]
    public bool IsNumber => Type.IsNumber() && Names is null;

    [JsonIgnore]
    public bool IsWritable => Role != PointRole.Measurement;

    /// <summary>By content; what it was called before is none of it.</summary>
    public bool Equals(PointSpec? other) => ReferenceEquals(this, other)
        || (other is not null
            && Id == other.Id
            && At == other.At
            && Type == other.Type
            && Order == other.Order
            && Scale.Equals(other.Scale)
            && Unit == other.Unit
            && Range == other.Range
            && Role == other.Role
            && ScanPeriod == other.ScanPeriod
            && StaleAfter == other.StaleAfter
            && After.AsSpan().SequenceEqual(other.After.AsSpan())
            && Replay == other.Replay
            && WhenDown == other.WhenDown
            && Ttl == other.Ttl
            && Repeatable == other.Repeatable
            && Offset.Equals(other.Offset)
            && Length == other.Length
            && Names == other.Names
            && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan())
            && IsReadable == other.IsReadable
            && Record == other.Record
            && Deadband.Equals(other.Deadband)
            && RecordAtLeast == other.RecordAtLeast
            && Overlay == other.Overlay
            && RestoreWithin == other.RestoreWithin
            && OnConflict == other.OnConflict
            && MaxRate.Equals(other.MaxRate)
            && Interlocks.AsSpan().SequenceEqual(other.Interlocks.AsSpan())
            && Alarms == other.Alarms);

    public override int GetHashCode() => HashCode.Combine(Id, At, Type, Role);
}
