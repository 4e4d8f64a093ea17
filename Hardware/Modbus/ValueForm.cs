using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>How one value lies on the wire: where, as what, and how the raw number becomes the
/// value.</summary>
public readonly record struct ValueForm(
    ModbusAddress At, PointType Type, WordOrder Order, double Scale, double Offset, ValueRange? Range)
{
    public static ValueForm Of(PointSpec point) => new(
        point.At, point.Type, point.Order, point.Scale, point.Offset, point.Range);

    /// <summary>A command's value is raw.</summary>
    public static ValueForm Of(CommandSpec command) => new(command.At, command.Type, WordOrder.ABCD, 1, 0, null);

    /// <summary>Registers or coils it takes.</summary>
    public int Size => Type.Size();

    /// <summary>The values that the type holds, whatever range is declared.</summary>
    public ValueRange Holds
    {
        get
        {
            var (min, max) = ModbusValueCodec.RawRange(Type);
            var (a, b) = ((min * Scale) + Offset, (max * Scale) + Offset);
            return new ValueRange(Math.Min(a, b), Math.Max(a, b));
        }
    }

    public bool IsScaled => Scale != 1 || Offset != 0;

    /// <summary>Why no such value can exist; null where it can.</summary>
    public string? Mismatch =>
        !At.IsRegister && Type != PointType.Bool ? $"{At} holds one bit, not {Type.ToString().ToLowerInvariant()}"
        : At.Bit is not null && Type != PointType.Bool ? $"{At} is one bit, not {Type.ToString().ToLowerInvariant()}"
        : At.Offset + Size > ModbusLimits.TableSize ? $"{At} leaves no room for {Size} registers"
        : null;
}
