using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>type</c>, which must be possible at the address.</summary>
internal static class TypeReader
{
    /// <summary>Null, and a problem, if the type can't be at the address.</summary>
    public static PointType? Read(Fields fields, ModbusAddress? at)
    {
        var given = fields.Choice<PointType>("type");
        if (at is null || (given is null && fields.Has("type"))) return null;
        var isBit = !at.IsRegister || at.Bits is { IsOne: true };
        var type = given ?? (isBit ? PointType.Bool : PointType.Uint16);
        var problem = Impossible(type, at, isBit);
        if (problem is null) return type;
        fields.Problem(fields.Has("type") ? "type" : "at", problem);
        return null;
    }

    private static string? Impossible(PointType type, ModbusAddress at, bool isBit)
    {
        var word = PlantWord.Of(type);
        var place = at.Bits is null ? $"a {PlantWord.Of(at.Table)}" : "one bit";
        if (isBit && type != PointType.Bool) return $"{at} is {place}, which holds a bool and no {word}.";
        if (!isBit && type == PointType.Bool)
            return $"{at} is a register of 16 bits, which is no bool: name the bit ({at}.0 to {at}.15) or use uint16.";
        if (at.Bits is { } bits && !isBit && type != PointType.Uint16)
            return $"{at} is {bits.Count} bits, which are a uint16 and no {word}.";
        if (type == PointType.Structure) return "A structure is declared by its 'fields', without a 'type'.";
        var room = ushort.MaxValue + 1 - at.Offset;
        return type.NumberSize() > room
            ? $"A {word} takes {type.NumberSize()} registers, and the table has {room} from {at} on."
            : null;
    }
}
