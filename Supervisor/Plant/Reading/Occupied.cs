using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>The registers, or the bits of one, that a point or a field has for itself.</summary>
/// <param name="Key">Where it is declared.</param>
internal sealed record Occupied(string Id, ModbusAddress At, int Size, TextNode Key);
