using System.Buffers.Binary;
using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>Integers and IEEE 754 numbers in registers or in bits of one.</summary>
internal static class NumberCodec
{
    /// <summary>Unscaled integers are integers; everything scaled and every float is a real with no more digits than
    /// the device's number has. A number above 2^63 - 1 is the nearest real.</summary>
    public static PointValue Decode(in ValueForm form, ReadOnlySpan<byte> registers)
    {
        switch (form.Type)
        {
            case PointType.Float32:
                var single = BitConverter.UInt32BitsToSingle(RegisterOrder.Read(registers, form.Order));
                return PointValue.Of(form.IsScaled ? Scaled(form, single) : Widened(single));
            case PointType.Float64:
                var real = BitConverter.UInt64BitsToDouble(RegisterOrder.Read64(registers, form.Order));
                return PointValue.Of(form.IsScaled ? Scaled(form, real) : real);
            case PointType.Uint64 when RegisterOrder.Read64(registers, form.Order) is > long.MaxValue and var big:
                return PointValue.Of(form.IsScaled ? Scaled(form, big) : big);
            default:
                var raw = DecodeRaw(form, registers);
                return form.IsScaled ? PointValue.Of(Scaled(form, raw)) : PointValue.Of(raw);
        }
    }

    /// <summary>The raw number of an integer, as it is.</summary>
    public static long DecodeRaw(in ValueForm form, ReadOnlySpan<byte> registers) => form.Type switch
    {
        PointType.Int16 => BinaryPrimitives.ReadInt16BigEndian(registers),
        PointType.Uint16 when form.At.Bits is { } bits => bits.Of(BinaryPrimitives.ReadUInt16BigEndian(registers)),
        PointType.Uint16 => BinaryPrimitives.ReadUInt16BigEndian(registers),
        PointType.Int32 => (int)RegisterOrder.Read(registers, form.Order),
        PointType.Uint32 => RegisterOrder.Read(registers, form.Order),
        _ => (long)RegisterOrder.Read64(registers, form.Order),
    };

    /// <summary>Puts a value that has no <see cref="Problem"/> into registers, to the nearest raw number. Bits of a
    /// register leave the others as they are.</summary>
    public static void Encode(in ValueForm form, PointValue value, Span<byte> registers)
    {
        switch (form.Type)
        {
            case PointType.Float32:
                var single = BitConverter.SingleToUInt32Bits((float)Unscaled(form, value));
                RegisterOrder.Write(registers, single, form.Order);
                break;
            case PointType.Float64:
                RegisterOrder.Write64(registers, BitConverter.DoubleToUInt64Bits(Unscaled(form, value)), form.Order);
                break;
            default:
                EncodeRaw(form, IsExact(form, value) ? value.AsInteger : (long)Raw(form, value), registers);
                break;
        }
    }

    public static void EncodeRaw(in ValueForm form, long raw, Span<byte> registers)
    {
        switch (form.Type)
        {
            case PointType.Int16 or PointType.Uint16:
                var register = form.At.Bits is { } bits
                    ? bits.Put(BinaryPrimitives.ReadUInt16BigEndian(registers), (int)raw)
                    : (ushort)raw;
                BinaryPrimitives.WriteUInt16BigEndian(registers, register);
                break;
            case PointType.Int32 or PointType.Uint32:
                RegisterOrder.Write(registers, (uint)raw, form.Order);
                break;
            default:
                RegisterOrder.Write64(registers, (ulong)raw, form.Order);
                break;
        }
    }

    /// <summary>Why a value can't be written, in words; null where it can.</summary>
    public static string? Problem(in ValueForm form, PointValue value)
    {
        if (value.Kind is not (ValueKind.Integer or ValueKind.Real))
            return $"a number is expected, not {ModbusValueCodec.Shown(value)}";
        var number = value.AsNumber!.Value;
        if (!double.IsFinite(number)) return $"{value} is not a finite number";
        if (form.Range is { } range && !range.Contains(number)) return $"{value} is outside the range {range}";
        if (form.Type.IsFloat())
        {
            var written = Unscaled(form, value);
            var fits = form.Type == PointType.Float32 ? float.IsFinite((float)written) : double.IsFinite(written);
            return fits ? null : $"{value} does not fit into {Word(form)}";
        }

        if (!form.IsScaled && number != Math.Floor(number)) return $"{value} is not a whole number";
        var raw = Raw(form, value);
        var isHeld = IsExact(form, value) ? Holds(form, value.AsInteger) : Holds(form, raw);
        if (!isHeld) return DoesNotFit(form, value);
        var rounded = form.IsScaled ? Scaled(form, raw) : raw;
        return form.Range is { } declared && !declared.Contains(rounded)
            ? FormattableString.Invariant(
                $"{value} would be written as {rounded}, which is outside the range {declared}")
            : null;
    }

    /// <summary>The raw numbers that the form holds; of 64-bit integers, those a double can give.</summary>
    public static ValueRange RawRange(in ValueForm form)
    {
        if (form.Type == PointType.Float32) return new ValueRange(float.MinValue, float.MaxValue);
        if (form.Type == PointType.Float64) return new ValueRange(double.MinValue, double.MaxValue);
        var (min, max) = Integers(form);
        return new ValueRange(min, max == long.MaxValue ? Math.BitDecrement((double)max) : max);
    }

    /// <summary>As <see cref="RawRange"/>; the greatest 64-bit integer is rounded to the next double, as a plant file's
    /// numbers are. An unscaled uint64 above 2^63 - 1 is out of range, a scaled one is read.</summary>
    public static ValueRange DeclarableRange(in ValueForm form)
    {
        if (form.Type.IsFloat()) return RawRange(form);
        var (min, max) = Integers(form);
        return new ValueRange(min, form is { Type: PointType.Uint64, IsScaled: true } ? ulong.MaxValue : max);
    }

    public static string IntegersWords(in ValueForm form)
    {
        var (min, max) = Integers(form);
        return FormattableString.Invariant($"{min} to {max}");
    }

    private static (long Min, long Max) Integers(in ValueForm form) => form.Type switch
    {
        PointType.Int16 => (short.MinValue, short.MaxValue),
        PointType.Uint16 when form.At.Bits is { } bits => (0, (1 << bits.Count) - 1),
        PointType.Uint16 => (ushort.MinValue, ushort.MaxValue),
        PointType.Int32 => (int.MinValue, int.MaxValue),
        PointType.Uint32 => (uint.MinValue, uint.MaxValue),
        PointType.Int64 => (long.MinValue, long.MaxValue),
        PointType.Uint64 => (0, long.MaxValue),
        _ => (0, 1),
    };

    private static bool Holds(in ValueForm form, double raw) => RawRange(form).Contains(raw);

    private static bool Holds(in ValueForm form, long raw)
    {
        var (min, max) = Integers(form);
        return raw >= min && raw <= max;
    }

    // A double has 53 bits; an integer that is written as it is keeps all its 64.
    private static bool IsExact(in ValueForm form, PointValue value) =>
        !form.IsScaled && value.Kind == ValueKind.Integer;

    private static string DoesNotFit(in ValueForm form, PointValue value)
    {
        var (min, max) = Integers(form);
        if (!form.IsScaled) return $"{value} does not fit into {Word(form)}, which holds {min} to {max} here";
        var (a, b) = (Scaled(form, min), Scaled(form, max));
        return FormattableString.Invariant(
            $"{value} does not fit into {Word(form)}, which holds {Math.Min(a, b)} to {Math.Max(a, b)} here");
    }

    private static string Word(in ValueForm form) =>
        form.At.Bits is { } bits ? $"{bits.Count} bits" : form.Type.ToString().ToLowerInvariant();

    private static double Raw(in ValueForm form, PointValue value) => form.IsScaled
        ? Math.Round(Rounded(Unscaled(form, value)), MidpointRounding.AwayFromZero)
        : value.AsNumber!.Value;

    private static double Scaled(in ValueForm form, double raw) => Rounded((raw * form.Scale) + form.Offset);

    private static double Unscaled(in ValueForm form, PointValue value) =>
        (value.AsNumber!.Value - form.Offset) / form.Scale;

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
