using System.Collections.Immutable;

namespace Understudy.Hardware.Plant;

/// <summary>What the raw numbers of an enumeration mean. Each number and each name is there once.</summary>
public sealed record ValueNames(ImmutableArray<ValueName> All)
{
    /// <summary>Null where the number means nothing.</summary>
    public string? NameOf(long raw)
    {
        foreach (var known in All)
            if (known.Raw == raw)
                return known.Name;
        return null;
    }

    public long? RawOf(string name)
    {
        foreach (var known in All)
            if (known.Name == name)
                return known.Raw;
        return null;
    }

    /// <summary>By content.</summary>
    public bool Equals(ValueNames? other) =>
        other is not null && All.AsSpan().SequenceEqual(other.All.AsSpan());

    public override int GetHashCode() => All.Aggregate(0, HashCode.Combine);

    /// <summary>For example <c>off, heating or cooling</c>.</summary>
    public override string ToString() => All is [.. var others, var last] && others.Length > 0
        ? $"{string.Join(", ", others.Select(known => known.Name))} or {last.Name}"
        : string.Concat(All.Select(known => known.Name));
}
