namespace Understudy.ShadowActors.Journal.Store;

/// <summary>A database that was restored or copied, and so belongs to another installation than the one that began it.
/// </summary>
/// <param name="Key">Names this takeover, and no other.</param>
/// <param name="From">The installation before.</param>
public sealed record Takeover(string Key, string From);
