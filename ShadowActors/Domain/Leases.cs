using System.Collections.Immutable;

namespace Understudy.ShadowActors.Domain;

/// <summary>Who is told of a device's changes: each until its lease ends, unless it is renewed.</summary>
public sealed record Leases<T>
    where T : notnull
{
    public static readonly Leases<T> None = new();

    private ImmutableDictionary<T, TimeSpan> Until { get; init; } = ImmutableDictionary<T, TimeSpan>.Empty;

    public bool IsEmpty => Until.IsEmpty;

    public IEnumerable<T> Holders => Until.Keys;

    /// <summary>A lease from now on; null: <see cref="ShadowLimits.SubscribersMax"/> others hold one.</summary>
    public Leases<T>? Renew(T holder, TimeSpan now)
    {
        var others = At(now);
        return others.Until.Count >= ShadowLimits.SubscribersMax && !others.Until.ContainsKey(holder)
            ? null
            : new Leases<T> { Until = others.Until.SetItem(holder, now + ShadowLimits.SubscriptionTime) };
    }

    public Leases<T> Without(T holder) => new() { Until = Until.Remove(holder) };

    /// <summary>Those that have not ended.</summary>
    public Leases<T> At(TimeSpan now) => Until.Values.All(end => end > now)
        ? this
        : new Leases<T> { Until = Until.RemoveRange(Until.Where(pair => pair.Value <= now).Select(pair => pair.Key)) };
}
