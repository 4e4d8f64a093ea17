namespace Understudy.Hardware.Plant;

/// <summary>A field of a structure.</summary>
/// <param name="At">Its own address, within the structure's registers.</param>
/// <param name="Unit">UCUM code, "1" for none.</param>
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
