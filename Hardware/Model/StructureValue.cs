using System.Collections.Immutable;

namespace Understudy.Hardware.Model;

/// <summary>Named values that are read and written together. Equal to one with the same names and values in the same
/// order.</summary>
public sealed class StructureValue(ImmutableArray<KeyValuePair<string, PointValue>> fields)
    : IEquatable<StructureValue>
{
    public const int FieldsMax = 250;

    /// <summary>The name that no field has: in JSON it stands for a real that has no number.</summary>
    public const string ReservedName = "real";

    public ImmutableArray<KeyValuePair<string, PointValue>> Fields { get; } = fields;

    /// <summary>The value of the field of this name; null where there is none.</summary>
    public PointValue? this[string name]
    {
        get
        {
            foreach (var (field, value) in Fields)
                if (field == name)
                    return value;
            return null;
        }
    }

    public bool Equals(StructureValue? other) =>
        other is not null && Fields.AsSpan().SequenceEqual(other.Fields.AsSpan());

    public override bool Equals(object? obj) => Equals(obj as StructureValue);

    public override int GetHashCode() =>
        Fields.Aggregate(0, (hash, field) => HashCode.Combine(hash, field.Key, field.Value));

    /// <summary>As people read it: <c>{mode: heating, level: 12}</c>.</summary>
    public override string ToString() =>
        $"{{{string.Join(", ", Fields.Select(field => $"{field.Key}: {field.Value}"))}}}";
}
