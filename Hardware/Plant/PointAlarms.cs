using Understudy.Hardware.Model;

namespace Understudy.Hardware.Plant;

/// <summary>The alarms of a point, each independent of the others (OPC UA: non-exclusive limits).</summary>
/// <param name="High">An alarm while the value is above it; null: none. The other limits likewise.</param>
/// <param name="EqualTo">An alarm while the value is this one.</param>
/// <param name="Deadband">In the point's unit: a limit alarm ends only when the value is this far back.</param>
/// <param name="Delay">How long the condition must last before there is an alarm.</param>
/// <param name="OffDelay">How long it must be over before the alarm has returned to normal.</param>
/// <param name="Severity">Null: High for the outer limits, else Medium.</param>
/// <param name="Latching">It stays until it is reset, also when the condition is over.</param>
/// <param name="Guidance">What to do, in the plant's own words; null: none.</param>
public sealed record PointAlarms(
    double? HighHigh,
    double? High,
    double? Low,
    double? LowLow,
    PointValue? EqualTo,
    double Deadband,
    TimeSpan Delay,
    TimeSpan OffDelay,
    AlarmSeverity? Severity,
    bool Latching,
    string? Guidance)
{
    /// <summary>What is watched, the worst first.</summary>
    public IEnumerable<LimitKind> Kinds()
    {
        if (HighHigh is not null) yield return LimitKind.HighHigh;
        if (LowLow is not null) yield return LimitKind.LowLow;
        if (EqualTo is not null) yield return LimitKind.EqualTo;
        if (High is not null) yield return LimitKind.High;
        if (Low is not null) yield return LimitKind.Low;
    }

    public AlarmSeverity SeverityOf(LimitKind kind) => Severity
        ?? (kind is LimitKind.HighHigh or LimitKind.LowLow ? AlarmSeverity.High : AlarmSeverity.Medium);

    /// <summary>Whether the condition holds; null: such a value says nothing of it.</summary>
    /// <param name="isActive">It held before: then the deadband counts.</param>
    public bool? Holds(LimitKind kind, PointValue value, bool isActive)
    {
        if (kind == LimitKind.EqualTo) return value == EqualTo;
        if (value.AsNumber is not { } number || double.IsNaN(number)) return null;
        var back = isActive ? Deadband : 0;
        return kind switch
        {
            LimitKind.HighHigh => number > HighHigh - back,
            LimitKind.High => number > High - back,
            LimitKind.Low => number < Low + back,
            _ => number < LowLow + back,
        };
    }

    /// <summary>The limit, for people.</summary>
    public string LimitOf(LimitKind kind) => kind switch
    {
        LimitKind.HighHigh => FormattableString.Invariant($"{HighHigh}"),
        LimitKind.High => FormattableString.Invariant($"{High}"),
        LimitKind.Low => FormattableString.Invariant($"{Low}"),
        LimitKind.LowLow => FormattableString.Invariant($"{LowLow}"),
        _ => $"{EqualTo}",
    };
}
