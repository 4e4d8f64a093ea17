using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>How one value lies on the wire: where, as what, and how the raw number becomes the value.</summary>
/// <param name="Length">Of a string, in characters.</param>
/// <param name="Names">Of an enumeration.</param>
/// <param name="Fields">Of a structure.</param>
public readonly record struct ValueForm(
    ModbusAddress At,
    PointType Type,
    WordOrder Order,
    double Scale,
    double Offset,
    ValueRange? Range,
    int Length,
    ValueNames? Names,
    ImmutableArray<FieldSpec> Fields)
{
    public static ValueForm Of(PointSpec point) => new(
        point.At, point.Type, point.Order, point.Scale, point.Offset, point.Range, point.Length, point.Names,
        point.Fields);

    /// <summary>Of its argument; the value of a command that declares one is raw, and not scaled.</summary>
    public static ValueForm Of(CommandSpec command) => new(
        command.At, command.Type, command.Order, command.Scale, command.Offset, command.Range, command.Length, null,
        []);

    public static ValueForm Of(FieldSpec field) => new(
        field.At, field.Type, field.Order, field.Scale, field.Offset, field.Range, field.Length, field.Names, []);

    /// <summary>Registers or coils it takes.</summary>
    public int Size => Type switch
    {
        PointType.String => (Length + 1) / 2,
        PointType.Structure => Fields.Max(one => one.At.Offset + Of(one).Size) - At.Offset,
        _ => Type.NumberSize()!.Value,
    };

    /// <summary>The kind that its values have.</summary>
    public ValueKind Kind => Type switch
    {
        PointType.Bool => ValueKind.Boolean,
        PointType.String => ValueKind.Text,
        PointType.Structure => ValueKind.Structure,
        _ => Names is not null ? ValueKind.Text : Type.IsFloat() || IsScaled ? ValueKind.Real : ValueKind.Integer,
    };

    /// <summary>The values of a number that the type holds, whatever range is declared; of 64-bit integers, those that
    /// a double can give.</summary>
    public ValueRange Holds => OfRaw(NumberCodec.RawRange(this));

    /// <summary>The widest range that can be declared: as <see cref="Holds"/>, but the greatest 64-bit integer, which
    /// no double gives, is the double next to it, and a scaled uint64 has all that can be read of it.</summary>
    public ValueRange Declarable => OfRaw(NumberCodec.DeclarableRange(this));

    /// <summary>What the type holds, in words and to the last digit.</summary>
    public string HoldsWords =>
        Type.IsInteger() && !IsScaled ? NumberCodec.IntegersWords(this) : Declarable.ToString();

    public bool IsScaled => Scale != 1 || Offset != 0;

    /// <summary>The same with all values that the type holds, in its fields too.</summary>
    public ValueForm WithoutRange => this with
    {
        Range = null,
        Fields = Fields.Any(one => one.Range is not null)
            ? [.. Fields.Select(one => one with { Range = null })]
            : Fields,
    };

    private ValueRange OfRaw(ValueRange raw)
    {
        var (a, b) = ((raw.Min * Scale) + Offset, (raw.Max * Scale) + Offset);
        return new ValueRange(Math.Min(a, b), Math.Max(a, b));
    }

    /// <summary>Why no such value can exist; null where it can.</summary>
    public string? Mismatch
    {
        get
        {
            var word = Type.ToString().ToLowerInvariant();
            if (!At.IsRegister && Type != PointType.Bool) return $"{At} holds one bit, not {word}";
            if (At.Bits is { } bits && Type != (bits.IsOne ? PointType.Bool : PointType.Uint16))
                return $"{At} is {(bits.IsOne ? "one bit" : $"{bits.Count} bits")}, not {word}";
            if (Type == PointType.Structure && Fields.IsEmpty) return $"the structure at {At} has no fields";
            if (At.Offset + Size > ModbusLimits.TableSize) return $"{At} leaves no room for {Size} registers";
            return Size > ModbusLimits.ReadRegistersMax
                ? $"one request reads {ModbusLimits.ReadRegistersMax} registers, not {Size}"
                : null;
        }
    }
}
