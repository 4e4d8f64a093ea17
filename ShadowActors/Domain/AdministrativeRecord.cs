using System.Globalization;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>That a device was taken out of service, as the journal knows it.</summary>
/// <param name="ForMs">How long from <paramref name="UptimeMs"/> until it is enabled by itself; null: never.</param>
/// <param name="Start">The key under which it began Disabled; null: somebody decided it.</param>
public sealed record AdministrativeRecord(
    AdministrativeState State,
    string Principal,
    string Reason,
    DateTimeOffset Time,
    string Boot,
    long UptimeMs,
    long? ForMs,
    string? Start = null)
{
    /// <summary>By the wall clock, for people.</summary>
    public DateTimeOffset? Until() => ForMs is { } ms ? Time.AddMilliseconds(ms) : null;

    /// <summary>Who, until when, why.</summary>
    public string Words()
    {
        var until = Until() is { } end ? $" until {end.ToString("u", CultureInfo.InvariantCulture)}" : "";
        return $"{State} by {Principal}{until}: {Reason}";
    }
}
