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
        AddDecisions(head, moment, local);
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
        Section(text, "Quarantine", moment.Quarantine, one =>
        [
            one.Id, one.What, one.Verdict?.ToString() ?? "", $"since {local.Beside(one.Since, moment.At)}", one.Reason,
        ]);
        Section(text, "Alarms", moment.Alarms, alarm =>
        [
            alarm.Alarm, alarm.Severity.ToString().ToLowerInvariant(), State(alarm, local, moment.At),
            $"raised {local.Beside(alarm.RaisedAt, moment.At)}", alarm.Message,
        ]);
        return text.ToString();
    }

    private static void AddDecisions(TextColumns head, DeviceMoment moment, LocalTime local)
    {
        if (moment.Administrative is { State: not AdministrativeState.Enabled } decided)
            head.Add(
                "state", decided.Overdue ? $"{decided.State}, overdue" : $"{decided.State}",
                $"by {decided.Owner}"
                + (decided.Since is { } since ? $", since {local.Beside(since, moment.At)}" : "")
                + (decided.Until is { } until ? $", until {local.Beside(until, moment.At)}" : ""));
        if (moment.Lock is { } held)
            head.Add("lock", $"of {held.Owner}", $"until {local.Beside(held.Until, moment.At)}");
    }

    private static string State(MomentAlarm alarm, LocalTime local, DateTimeOffset at) => alarm switch
    {
        { IsOutOfService: true } => $"out of service ({AlarmText.StateOf(alarm.State.ToString())})",
        { ShelvedUntil: { } until } => $"shelved until {local.Beside(until, at)}",
        _ => AlarmText.StateOf(alarm.State.ToString()),
    };

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
