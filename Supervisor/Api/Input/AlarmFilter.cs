using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Api.Problems;

namespace Understudy.Supervisor.Api.Input;

/// <summary>Which alarms are asked for.</summary>
/// <param name="All">Also those that are shelved, suppressed or out of service.</param>
public sealed record AlarmFilter(
    bool? Active, bool? Unacknowledged, AlarmSeverity? SeverityMin, string? Area, bool All, int Limit)
{
    public const int LimitDefault = 500;
    public const int LimitMax = 5_000;

    public static bool TryRead(
        IQueryCollection query,
        [NotNullWhen(true)] out AlarmFilter? filter,
        [NotNullWhen(false)] out ProblemResult? problem)
    {
        problem = null;
        filter = null;
        var active = Flag(query, "active", ref problem);
        var unacknowledged = Flag(query, "unacknowledged", ref problem);
        var all = Flag(query, "all", ref problem);
        AlarmSeverity? severity = null;
        if (query["severity"] is [{ } word])
        {
            if (Enum.TryParse<AlarmSeverity>(word, ignoreCase: true, out var known) && Enum.IsDefined(known))
                severity = known;
            else problem ??= Wrong("severity", word, "low, medium, high or critical: this one and worse are given");
        }

        var limit = LimitDefault;
        if (query["limit"] is [{ } text]
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out limit)
                && limit is > 0 and <= LimitMax))
            problem ??= Wrong("limit", text, $"a number from 1 to {LimitMax}");
        if (problem is not null) return false;
        filter = new AlarmFilter(
            active, unacknowledged, severity, query["area"] is [{ } area] ? area : null, all == true, limit);
        return true;
    }

    public bool Takes(AlarmView alarm) =>
        (All || !alarm.IsSetAside)
        && (Active is not { } active || alarm.IsActive == active)
        && (Unacknowledged is not { } unacknowledged || alarm.IsUnacknowledged == unacknowledged)
        && !(alarm.Severity < SeverityMin)
        && (Area is null || alarm.Area == Area);

    private static bool? Flag(IQueryCollection query, string key, ref ProblemResult? problem)
    {
        if (query[key] is not [{ } text]) return null;
        if (bool.TryParse(text, out var flag)) return flag;
        problem ??= Wrong(key, text, "true or false");
        return null;
    }

    private static ProblemResult Wrong(string key, string value, string expected) =>
        ProblemKind.BadRequest.Result($"{key}: '{value}' is not {expected}.");
}
