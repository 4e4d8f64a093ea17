using System.Globalization;
using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>
/// The value of a point or an argument: a boolean, a 64-bit integer, a real (IEEE 754 double; NaN and the infinities
/// are values), a text or a structure of such values. Two values are equal when kind and content are; NaN equals NaN.
/// </summary>
[JsonConverter(typeof(PointValueConverter))]
public readonly record struct PointValue
{
    private readonly long _bits;
    private readonly object? _content;

    private PointValue(ValueKind kind, long bits, object? content) =>
        (Kind, _bits, _content) = (kind, bits, content);

    public ValueKind Kind { get; }

    public bool AsBoolean => Kind == ValueKind.Boolean ? _bits != 0 : throw Wrong(ValueKind.Boolean);

    public long AsInteger => Kind == ValueKind.Integer ? _bits : throw Wrong(ValueKind.Integer);

    public double AsReal =>
        Kind == ValueKind.Real ? BitConverter.Int64BitsToDouble(_bits) : throw Wrong(ValueKind.Real);

    public string AsText => Kind == ValueKind.Text ? (string)_content! : throw Wrong(ValueKind.Text);

    public StructureValue AsStructure =>
        Kind == ValueKind.Structure ? (StructureValue)_content! : throw Wrong(ValueKind.Structure);

    public static PointValue Of(bool value) => new(ValueKind.Boolean, value ? 1 : 0, null);

    public static PointValue Of(long value) => new(ValueKind.Integer, value, null);

    public static PointValue Of(double value) =>
        new(ValueKind.Real, BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value), null);

    public static PointValue Of(string value) => new(ValueKind.Text, 0, value);

    public static PointValue Of(StructureValue value) => new(ValueKind.Structure, 0, value);

    /// <summary>The value as a number: integers and reals as they are, booleans as 0 and 1; others have none.</summary>
    public double? AsNumber => Kind switch
    {
        ValueKind.Boolean or ValueKind.Integer => _bits,
        ValueKind.Real => AsReal,
        _ => null,
    };

    public override string ToString() => Kind switch
    {
        ValueKind.Boolean => AsBoolean ? "true" : "false",
        ValueKind.Integer => _bits.ToString(CultureInfo.InvariantCulture),
        ValueKind.Real => AsReal.ToString("R", CultureInfo.InvariantCulture),
        _ => _content!.ToString()!,
    };

    private InvalidOperationException Wrong(ValueKind wanted) => new($"The value {this} is {Kind}, not {wanted}.");
}
