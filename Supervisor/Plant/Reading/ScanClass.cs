namespace Understudy.Supervisor.Plant.Reading;

/// <summary>A scan class of a gateway.</summary>
/// <param name="Period">Null: it was reported.</param>
/// <param name="Keeping">For the points that don't say it themselves.</param>
internal sealed record ScanClass(TimeSpan? Period, Keeping Keeping);
