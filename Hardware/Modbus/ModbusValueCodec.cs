using System.Buffers.Binary;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Values to registers (most significant byte first, Modbus Application Protocol V1.1b3, 4.2) and back.
/// </summary>
public static class ModbusValueCodec
{
    /// <summary>
    /// The value in these registers, of the form's kind. What the device's number can't be is of another kind: a number
    /// of an enumeration that has no name stays a number, an integer above 2^63 - 1 is a real.
    /// </summary>
    public static PointValue Decode(in ValueForm form, ReadOnlySpan<byte> registers)
    {
        switch (form.Type)
        {
            case PointType.Bool:
                var register = BinaryPrimitives.ReadUInt16BigEndian(registers);
                return PointValue.Of(form.At.Bits is { } bits ? bits.Of(register) != 0 : register != 0);
            case PointType.String: return StringCodec.Decode(form, registers);
            case PointType.Structure: return StructureCodec.Decode(form, registers);
            default:
                var number = NumberCodec.Decode(form, registers);
                return number.Kind == ValueKind.Integer && form.Names?.NameOf(number.AsInteger) is { } name
                    ? PointValue.Of(name)
                    : number;
        }
    }

    /// <summary>Puts a value into registers. Bits of a register leave the others as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is a <see cref="Problem(in ValueForm, PointValue)"/>.
    /// </exception>
    public static void Encode(in ValueForm form, PointValue value, Span<byte> registers)
    {
        if (Problem(form.WithoutRange, value) is { } problem)
            throw new ArgumentOutOfRangeException(nameof(value), problem);
        switch (form.Type)
        {
            case PointType.Bool:
                var bits = form.At.Bits ?? new BitSpan(0, 0);
                var others = form.At.Bits is null ? (ushort)0 : BinaryPrimitives.ReadUInt16BigEndian(registers);
                BinaryPrimitives.WriteUInt16BigEndian(registers, bits.Put(others, value.AsBoolean ? 1 : 0));
                break;
            case PointType.String: StringCodec.Encode(form, value, registers); break;
            case PointType.Structure: StructureCodec.Encode(form.WithoutRange, value, registers); break;
            default:
                if (form.Names is { } names) NumberCodec.EncodeRaw(form, names.RawOf(value.AsText)!.Value, registers);
                else NumberCodec.Encode(form, value, registers);
                break;
        }
    }

    /// <summary>Why this value can't be written to this point, in words; null where it can.</summary>
    public static string? Problem(PointSpec point, PointValue value) => Problem(ValueForm.Of(point), value);

    /// <summary>Why a command can't be given with this value, in words; null where it can.</summary>
    public static string? Problem(CommandSpec command, PointValue value) => Problem(ValueForm.Of(command), value);

    /// <summary>Why a value of this form can't be written, in words; null where it can: wrong kind, out of the type's
    /// range, out of the declared range.</summary>
    public static string? Problem(in ValueForm form, PointValue value)
    {
        if (form.Mismatch is { } mismatch) return mismatch;
        return form.Type switch
        {
            PointType.Bool => value.Kind == ValueKind.Boolean ? null : $"true or false is expected, not {Shown(value)}",
            PointType.String => StringCodec.Problem(form, value),
            PointType.Structure => StructureCodec.Problem(form, value),
            _ when form.Names is { } names => value.Kind == ValueKind.Text && names.RawOf(value.AsText) is not null
                ? null
                : $"{names} is expected, not {(value.Kind == ValueKind.Text ? $"'{value}'" : Shown(value))}",
            _ => NumberCodec.Problem(form, value),
        };
    }

    /// <summary>What a reading of this form is worth: the value that may be shown, and how good it is.</summary>
    /// <param name="isMeasured">It has the declared range, or the sensor is broken. What is written was checked then.
    /// </param>
    public static (PointValue? Value, StatusCode Status) Judge(in ValueForm form, PointValue value, bool isMeasured)
    {
        if (value.Kind == ValueKind.Real && !double.IsFinite(value.AsReal)) return (null, StatusCode.BadSensorFailure);
        if (value.Kind != form.Kind) return (value, StatusCode.BadOutOfRange);
        if (form.Type == PointType.String && value.AsText.Any(char.IsControl)) return (value, StatusCode.BadOutOfRange);
        if (isMeasured && form.Range is { } range && !range.Contains(value.AsNumber!.Value))
            return (value, StatusCode.BadOutOfRange);
        foreach (var field in form.Fields)
        {
            var own = value.AsStructure[field.Name]!.Value;
            if (Judge(ValueForm.Of(field), own, isMeasured).Status is { IsGood: false } status) return (value, status);
        }

        return (value, StatusCode.Good);
    }

    internal static string Shown(PointValue value) => value.Kind switch
    {
        ValueKind.Text => "a text",
        ValueKind.Structure => "a structure",
        _ => value.ToString(),
    };
}
