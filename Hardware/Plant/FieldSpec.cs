namespace Understudy.Hardware.Plant;

/// <summary>A field of a structure.</summary>
/// <param name="At">Its own address, within the structure's registers.</param>
/// <param name="Name">Its own within the structure.</param>
/// <param name="Type">No structure itself.</param>
/// <param name="Order">The bytes of a type of more than one register, A the most significant.</param>
/// <param name="Scale">Value = raw number × scale + <paramref name="Offset"/>.</param>
/// <param name="Offset">In <paramref name="Unit"/>.</param>
/// <param name="Unit">UCUM code, "1" for none.</param>
/// <param name="Range">What may be written, both ends included, and outside of which a measurement is Bad; null: all
/// that the type holds.</param>
/// <param name="Length">Of a string, in characters; else 0.</param>
/// <param name="Names">Of an enumeration; else null.</param>
public sealed record FieldSpec(
    string Name,
    ModbusAddress At,
    PointType Type,
    WordOrder Order,
    double Scale,
    double Offset,
    string Unit,
    ValueRange? Range,
    int Length,
    ValueNames? Names);
