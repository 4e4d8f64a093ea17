using System.Collections.Immutable;

namespace Understudy.ShadowActors.Protocol;

/// <summary>Points and commands of a device that had other ids before.</summary>
public sealed record RenamedIds(ImmutableArray<RenamedPoint> Points, ImmutableArray<RenamedCommand> Commands)
{
    public static readonly RenamedIds None = new([], []);

    /// <summary>By content.</summary>
    public bool Equals(RenamedIds? other) => ReferenceEquals(this, other)
        || (other is not null
            && Points.AsSpan().SequenceEqual(other.Points.AsSpan())
            && Commands.AsSpan().SequenceEqual(other.Commands.AsSpan()));

    public override int GetHashCode() => HashCode.Combine(Points.Length, Commands.Length);
}
