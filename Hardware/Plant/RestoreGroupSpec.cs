using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>Settings that are restored together, in this order: all that are recorded, or none.</summary>
/// <param name="Points">In the order of writing.</param>
/// <param name="Unlock">Done before the first setting is written.</param>
/// <param name="Lock">Done after the last.</param>
public sealed record RestoreGroupSpec(
    string Name,
    ImmutableArray<PointId> Points,
    ImmutableArray<RestoreStep> Unlock,
    ImmutableArray<RestoreStep> Lock)
{
    /// <summary>By content.</summary>
    public bool Equals(RestoreGroupSpec? other) => ReferenceEquals(this, other)
        || (other is not null
            && Name == other.Name
            && Points.AsSpan().SequenceEqual(other.Points.AsSpan())
            && Unlock.AsSpan().SequenceEqual(other.Unlock.AsSpan())
            && Lock.AsSpan().SequenceEqual(other.Lock.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Name, Points.Length);
}
