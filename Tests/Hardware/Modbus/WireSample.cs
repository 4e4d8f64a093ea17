using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>A value and what registers hold for it.</summary>
public sealed record WireSample(PointSpec Point, PointValue Value, ushort[] Registers)
{
    public int Offset => Point.At.Offset;

    public IEnumerable<string> Hex => Registers.Select(register => $"0x{register:X4}");

    public string Shown => Shows(Value);

    public string Shows(PointValue? value) => $"{Point.Id} is {value?.ToString() ?? "unknown"}";
}
