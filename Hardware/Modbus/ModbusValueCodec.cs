using System.Buffers.Binary;
using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Values to registers (most significant byte first, Modbus Application Protocol V1.1b3, 4.2) and back.
/// </summary>
public static class ModbusValueCodec
{
    // Made once: every check of a value asks.
    private static readonly ValueRange[] RawRanges = [.. Enum.GetValues<PointType>().Select(type => type switch
    {
        PointType.Int16 => new ValueRange(short.MinValue, short.MaxValue),
        PointType.Uint16 => new ValueRange(ushort.MinValue, ushort.MaxValue),
        PointType.Int32 => new ValueRange(int.MinValue, int.MaxValue),
        PointType.Uint32 => new ValueRange(uint.MinValue, uint.MaxValue),
        PointType.Float32 => new ValueRange(float.MinValue, float.MaxValue),
        PointType.Float64 => new ValueRange(double.MinValue, double.MaxValue),
        _ => new ValueRange(0, 1),
    })];

    /// <summary>
    /// The value in these registers, 2, 4 or 8 bytes. Unscaled integers are integers; everything scaled and every float
    /// is a real with no more digits than the device's number has.
    /// </summary>
    public static PointValue Decode(in ValueForm form, ReadOnlySpan<byte> registers)
    {
        switch (form.Type)
        {
            case PointType.Bool:
                var register = BinaryPrimitives.ReadUInt16BigEndian(registers);
                return PointValue.Of(form.At.Bit is { } bit ? ((register >> bit) & 1) != 0 : register != 0);
            case PointType.Float32:
                var single = BitConverter.UInt32BitsToSingle(RegisterOrder.Read(registers, form.Order));
                return PointValue.Of(form.IsScaled ? Scaled(form, single) : Widened(single));
            case PointType.Float64:
                var real = BitConverter.UInt64BitsToDouble(RegisterOrder.Read64(registers, form.Order));
                return PointValue.Of(form.IsScaled ? Scaled(form, real) : real);
            default:
                var raw = form.Type switch
                {
                    PointType.Int16 => BinaryPrimitives.ReadInt16BigEndian(registers),
                    PointType.Uint16 => BinaryPrimitives.ReadUInt16BigEndian(registers),
                    PointType.Int32 => (int)RegisterOrder.Read(registers, form.Order),
                    _ => (long)RegisterOrder.Read(registers, form.Order),
                };
                return form.IsScaled ? PointValue.Of(Scaled(form, raw)) : PointValue.Of(raw);
        }
    }

    /// <summary>
    /// Puts a value into registers, 2, 4 or 8 bytes, to the nearest raw number. A bit of a register sets only its own
    /// bit.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is a <see cref="Problem(in ValueForm, PointValue)"/>.
    /// </exception>
    public static void Encode(in ValueForm form, PointValue value, Span<byte> registers)
    {
        if (Problem(form with { Range = null }, value) is { } problem)
            throw new ArgumentOutOfRangeException(nameof(value), problem);
        switch (form.Type)
        {
            case PointType.Bool:
                var mask = (ushort)(1 << (form.At.Bit ?? 0));
                var others = form.At.Bit is null ? 0 : BinaryPrimitives.ReadUInt16BigEndian(registers) & ~mask;
                BinaryPrimitives.WriteUInt16BigEndian(registers, (ushort)(others | (value.AsBoolean ? mask : 0)));
                break;
            case PointType.Float32:
                var bits = BitConverter.SingleToUInt32Bits((float)Unscaled(form, value));
                RegisterOrder.Write(registers, bits, form.Order);
                break;
            case PointType.Float64:
                var real = BitConverter.DoubleToUInt64Bits(Unscaled(form, value));
                RegisterOrder.Write64(registers, real, form.Order);
                break;
            case PointType.Int16 or PointType.Uint16:
                BinaryPrimitives.WriteUInt16BigEndian(registers, (ushort)(long)Raw(form, value));
                break;
            default:
                RegisterOrder.Write(registers, (uint)(long)Raw(form, value), form.Order);
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
        if (form.Type == PointType.Bool)
            return value.Kind == ValueKind.Boolean ? null : $"true or false is expected, not {Shown(value)}";
        if (value.Kind is not (ValueKind.Integer or ValueKind.Real))
            return $"a number is expected, not {Shown(value)}";
        var number = value.AsNumber!.Value;
        if (!double.IsFinite(number)) return $"{value} is not a finite number";
        if (form.Range is { } range && !range.Contains(number)) return $"{value} is outside the range {range}";
        var type = form.Type.ToString().ToLowerInvariant();
        if (form.Type.IsFloat())
        {
            var written = Unscaled(form, value);
            var fits = form.Type == PointType.Float32 ? float.IsFinite((float)written) : double.IsFinite(written);
            return fits ? null : $"{value} does not fit into {type}";
        }

        if (!form.IsScaled && number != Math.Floor(number)) return $"{value} is not a whole number";
        var raw = Raw(form, value);
        var (min, max) = RawRange(form.Type);
        if (raw < min || raw > max) return DoesNotFit(form, value, type, min, max);
        var rounded = form.IsScaled ? Scaled(form, raw) : raw;
        return form.Range is { } declared && !declared.Contains(rounded)
            ? FormattableString.Invariant(
                $"{value} would be written as {rounded}, which is outside the range {declared}")
            : null;
    }

    /// <summary>The raw numbers a type holds.</summary>
    public static ValueRange RawRange(PointType type) => RawRanges[(int)type];

    private static string DoesNotFit(in ValueForm form, PointValue value, string type, double min, double max)
    {
        var (a, b) = (Scaled(form, min), Scaled(form, max));
        return FormattableString.Invariant(
            $"{value} does not fit into {type}, which holds {Math.Min(a, b)} to {Math.Max(a, b)} here");
    }

    private static double Raw(in ValueForm form, PointValue value) => form.IsScaled
        ? Math.Round(Rounded(Unscaled(form, value)), MidpointRounding.AwayFromZero)
        : value.AsNumber!.Value;

    private static double Scaled(in ValueForm form, double raw) => Rounded((raw * form.Scale) + form.Offset);

    private static double Unscaled(in ValueForm form, PointValue value) =>
        (value.AsNumber!.Value - form.Offset) / form.Scale;

    private static string Shown(PointValue value) =>
        value.Kind == ValueKind.Text ? "a text" : value.ToString();

    // To 15 significant digits, as System.Decimal converts: what binary fractions add beyond them is no measurement.
    private static double Rounded(double value) => Math.Abs(value) is >= 1e-7 and < 1e15
        ? (double)(decimal)value
        : double.IsFinite(value)
            ? double.Parse(value.ToString("G15", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value;

    // The double with the fewest digits that is this float: 77.5146 and not 77.51460266113281, so that what was
    // written is read back equal.
    private static double Widened(float single)
    {
        if (!float.IsFinite(single) || single == MathF.Truncate(single)) return single;
        Span<char> digits = stackalloc char[32];
        return single.TryFormat(digits, out var length, default, CultureInfo.InvariantCulture)
            && double.TryParse(digits[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && (float)value == single
                ? value
                : single;
    }
}
