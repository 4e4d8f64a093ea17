using System.Text;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>A device at a moment, as text.</summary>
public static class MomentText
{
    private const string Indent = "  ";

    /// <summary>Lines that end with a line feed.</summary>
    public static string Of(DeviceMoment moment, TimeZoneInfo zone)
    {
        var (text, local) = (new StringBuilder(), new LocalTime(zone));
        text.Append($"{moment.Device} as of {local.Whole(moment.At)}\n\n");
        var head = new TextColumns();
        head.Add("mode", Mode(moment), moment.Since is { } since ? $"since {local.Beside(since, moment.At)}" : "");
        if (moment.Reason is { } reason) head.Add("reason", reason);
        head.Add("driver", moment.Incarnation.ToString(), $"{moment.Recoveries} recoveries so far");
        if (moment.Node is { } node) head.Add("node", node);
        if (moment.LastError is { } error) head.Add("last error", error);
        if (moment.Budget is { } budget)
            head.Add(
                "budget", $"{budget.Counted} of {budget.Intensity}",
                $"counted failures in {AgeText.Of(TimeSpan.FromSeconds(budget.PeriodSeconds))}");
        head.Add(
            "on record", $"entry {moment.LastEntry}",
            $"{AgeText.Of(moment.At - moment.LastEntryAt)} before, at {local.Beside(moment.LastEntryAt, moment.At)}");
        head.WriteTo(text, Indent);
        Section(text, "Settings", moment.Settings, setting =>
        [
            setting.Point.Value, Value(ValueText.Of(setting.Value), setting.Unit),
            $"recorded {local.Beside(setting.RecordedAt, moment.At)}",
        ]);
        Section(text, "Readings", moment.Readings, reading =>
        [
            reading.Point.Value, Value(ValueText.Of(reading.Value), reading.Unit), QualityText.Of(reading.Status),
            reading.Age is { } age ? AgeText.Of(TimeSpan.FromSeconds(age)) : "age not proven",
        ]);
        Section(text, "Requests without a final verdict", moment.Open, request =>
        [
            local.Beside(request.Since, moment.At), request.Principal, request.Operation, request.Verdict.ToString(),
            request.TtlSeconds is { } ttl ? $"{AgeText.Of(TimeSpan.FromSeconds(ttl))} left in the queue" : "",
            $"({request.Request})",
        ]);
        Section(text, "Held differences", moment.Held, held =>
        [
            held.Point.Value, $"recorded {ValueText.Of(held.Recorded)}",
            $"the device has {ValueText.Of(held.Actual)}", held.Reason,
        ]);
        return text.ToString();
    }

    /// <summary>The same for what is different of two moments.</summary>
    public static string Of(MomentDifference difference, TimeZoneInfo zone)
    {
        var (text, local) = (new StringBuilder(), new LocalTime(zone));
        text.Append($"{difference.Device} from {local.Whole(difference.From)} to {local.Whole(difference.To)}\n\n");
        if (difference.Changes.IsEmpty) text.Append($"{Indent}Nothing on record is different.\n");
        var rows = new TextColumns();
        foreach (var change in difference.Changes)
            rows.Add(change.Of, change.Name, change.Before ?? "not there", "->", change.After ?? "not there");
        rows.WriteTo(text, Indent);
        return text.ToString();
    }

    private static void Section<T>(
        StringBuilder text, string title, IReadOnlyCollection<T> items, Func<T, string?[]> cells)
    {
        if (items.Count == 0) return;
        text.Append($"\n{title}\n");
        var rows = new TextColumns();
        foreach (var item in items) rows.Add(cells(item));
        rows.WriteTo(text, Indent);
    }

    private static string Mode(DeviceMoment moment) => moment switch
    {
        { IsReleased: true } => "not served by any node",
        { Mode: null } => "not known: the entries that tell are deleted",
        { Mode: DeviceMode.Passive } => "Passive",
        { Stage: { } stage } => $"{moment.Mode}, {stage}",
        _ => $"{moment.Mode}",
    };

    private static string Value(string value, string? unit) => unit is null ? value : UnitText.WithUnit(value, unit);
}
