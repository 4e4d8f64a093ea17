using System.Globalization;
using System.Text;
using System.Text.Json;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>The report on a failure as text: what was, why, what was done about it, what clients saw.</summary>
public sealed class FailureText
{
    private const string Indent = "  ";

    private readonly StringBuilder _text = new();
    private readonly FailureReport _report;
    private readonly LocalTime _local;

    private FailureText(FailureReport report, TimeZoneInfo zone) => (_report, _local) = (report, new LocalTime(zone));

    /// <summary>Lines that end with a line feed.</summary>
    public static string Of(FailureReport report, TimeZoneInfo zone) => new FailureText(report, zone).Whole();

    private string Whole()
    {
        Head();
        Cause();
        Others("Entries before it that may have led to it", new Listed<OtherEntry>(_report.LeadingTo, 0));
        Before();
        Recovery();
        Settings();
        Requests();
        Answers();
        Others("Also on record", _report.Others);
        if (_report.UpTo is { } last)
            Line($"It lasts longer than is told: the report ends with entry {last}. See 'understudy journal'.");
        return _text.ToString();
    }

    private void Head()
    {
        var (summary, cause) = (_report.Summary, _report.Cause);
        var isPlanned = cause.Kind == FailureKind.Planned;
        Line($"{_report.Device}: {(isPlanned ? "planned end" : "failure")} {summary.Number}, {cause.Kind}");
        Line("");
        var rows = new TextColumns();
        rows.Add(isPlanned ? "ended" : "failed", _local.Whole(cause.At), $"driver {cause.Incarnation}");
        if (summary.FaultedAt is { } faulted)
            rows.Add("given up", _local.Whole(faulted), $"Faulted after {After(faulted)}");
        if (summary is { EndedAt: { } ended, Seconds: { } seconds })
            rows.Add("served again", _local.Whole(ended), $"Passive after {Seconds(seconds)}");
        else
            rows.Add("now", "", summary.Outcome == DeviceMode.Faulted
                ? "Faulted: not served by a driver since"
                : "Active: still being recovered");
        if (summary.Failures > 1) rows.Add("in all", $"{summary.Failures} failures on record before a driver served");
        rows.WriteTo(_text, Indent);
    }

    private void Cause()
    {
        var cause = _report.Cause;
        Section("Cause");
        var rows = new TextColumns();
        rows.Add("kind", cause.Kind == FailureKind.Planned
            ? "Planned: ended by decision"
            : $"{cause.Kind}{(cause.IsCounted ? ", counts against the restart budget" : "")}");
        rows.Add("message", cause.Message);
        rows.WriteTo(_text, Indent);
        if (cause.Stack is not { Length: > 0 } stack) return;
        Line($"{Indent}stack");
        foreach (var line in stack.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            Line($"{Indent}{Indent}{ValueText.OneLine(line.TrimEnd())}");
    }

    private void Before()
    {
        Section(_report.Before.Length == 0
            ? "No requests of clients are on record before it"
            : $"The last {Count(_report.Before.Length, "request")} before it");
        AnswerRows(_report.Before, 0);
    }

    private void Recovery()
    {
        Section("Recovery");
        var rows = new TextColumns();
        foreach (var (step, omitted) in WithGap(_report.Steps))
        {
            if (omitted is not null) rows.Add("", omitted);
            else rows.Add(Offset(step!.Offset), Step(step), Took(step), StepText(step));
        }

        if (_report.Steps.Items.IsEmpty) rows.Add("nothing is on record yet");
        rows.WriteTo(_text, Indent);
    }

    private void Settings()
    {
        if (_report.Settings.Items.IsEmpty) return;
        Section("Settings");
        var rows = new TextColumns();
        foreach (var setting in _report.Settings.Items)
            rows.Add(setting.Point.Value, ValueText.Of(setting.Recorded), Result(setting));
        if (_report.Settings.Omitted > 0) rows.Add($"and {_report.Settings.Omitted} more");
        rows.WriteTo(_text, Indent);
    }

    private void Requests()
    {
        if (_report.Requests.Items.IsEmpty) return;
        Section("Requests that it touched, with their verdicts");
        var rows = new TextColumns();
        foreach (var story in _report.Requests.Items)
        {
            var reason = story.Reason is { Length: > 0 } text ? $": {text}" : "";
            var by = story.ServedBy is null or ServedBy.Driver ? "" : $", by {ServedByText.Of(story.ServedBy.Value)}";
            rows.Add(
                story.AskedAt is { } asked ? Beside(asked) : "?",
                story.WasInFlight ? "in flight" : "meanwhile",
                story.Principal ?? "?",
                story.Operation ?? $"request {story.Request}",
                $"{story.Verdict?.ToString() ?? "no verdict on record"}{by}{reason}",
                story.VerdictAt is { } at ? $"at {Beside(at)}" : "",
                story.Dispatches > 1 ? $"given to drivers {story.Dispatches} times" : "",
                $"({story.Request})");
        }

        if (_report.Requests.Omitted > 0) rows.Add($"and {_report.Requests.Omitted} more");
        rows.WriteTo(_text, Indent);
    }

    private void Answers()
    {
        Section("What clients were told until a driver served again");
        var rows = new TextColumns();
        foreach (var count in _report.Counts)
            rows.Add(count.Count.ToString(CultureInfo.InvariantCulture).PadLeft(6), AnswerText.Sort(count));
        if (_report.Counts.IsEmpty) rows.Add("nothing is on record");
        rows.WriteTo(_text, Indent);
        if (_report.Answers.Items.IsEmpty) return;
        Line("");
        AnswerRows(_report.Answers.Items, _report.Answers.Omitted);
    }

    private void Others(string title, Listed<OtherEntry> others)
    {
        if (others.Items.IsEmpty) return;
        Section(title);
        var rows = new TextColumns();
        foreach (var (other, omitted) in WithGap(others))
        {
            if (omitted is not null) rows.Add("", omitted);
            else rows.Add(Beside(other!.At), JournalEntry.KindOf(other.Kind).Replace('-', ' '), Sentence(other));
        }

        rows.WriteTo(_text, Indent);
    }

    private void AnswerRows(IReadOnlyList<ClientAnswer> answers, long omitted)
    {
        var rows = new TextColumns();
        foreach (var (answer, gap) in WithGap(new Listed<ClientAnswer>([.. answers], omitted)))
        {
            if (gap is not null) rows.Add("", gap);
            else
                rows.Add(
                    Beside(answer!.At), answer.Principal, AnswerText.Asked(answer), AnswerText.Told(answer));
        }

        rows.WriteTo(_text, Indent);
    }

    private static IEnumerable<(T? Item, string? Omitted)> WithGap<T>(Listed<T> list)
        where T : class
    {
        for (var i = 0; i < list.Items.Length; i++)
        {
            if (list.Omitted > 0 && i == list.Items.Length / 2) yield return (null, $"... {list.Omitted} more ...");
            yield return (list.Items[i], null);
        }
    }

    private static string Sentence(OtherEntry other)
    {
        try
        {
            using var json = JsonDocument.Parse(other.Json);
            return EventSentence.Of(JournalEntry.KindOf(other.Kind), new EventFacts(json.RootElement));
        }
        catch (JsonException)
        {
            return other.Json;
        }
    }

    private static string Step(RecoveryStep step) => step.What switch
    {
        RecoveryStepKind.Stage => $"{step.Stage} done",
        RecoveryStepKind.Opened => $"driver {step.Incarnation} opened",
        RecoveryStepKind.FailedAgain =>
            $"driver {step.Incarnation} {(FailureWords.IsPlanned(step.Text) ? "ended" : "failed")}",
        RecoveryStepKind.Faulted => "given up for now",
        RecoveryStepKind.Claimed => "another owner",
        RecoveryStepKind.Quarantined => "quarantined",
        RecoveryStepKind.DeviceReset => "the device began anew",
        RecoveryStepKind.Adopted => "setting adopted",
        RecoveryStepKind.Lifted => "out of quarantine",
        RecoveryStepKind.Decided => "decided",
        _ => $"driver {step.Incarnation} serves",
    };

    private static string? StepText(RecoveryStep step) => step.What switch
    {
        RecoveryStepKind.Opened when step.Text == DeviceIdentity.NotDeclared => "no identity is declared",
        RecoveryStepKind.Opened => $"the device is {step.Text}",
        RecoveryStepKind.Claimed => $"node {step.Text} took charge",
        _ => step.Text,
    };

    private static string Took(RecoveryStep step) => step.Seconds is not { } seconds ? ""
        : step.What == RecoveryStepKind.Serves ? $"after {Seconds(seconds)}"
        : $"in {Seconds(seconds)}";

    private static string Result(SettingOutcome setting)
    {
        var had = setting.Actual is { } actual
            ? $"the device had {ValueText.Of(actual)}"
            : "what the device had is not known";
        var reason = setting.Reason is { Length: > 0 } text ? $": {text}" : "";
        return setting.Result switch
        {
            TransferResult.Unchanged => "unchanged: the device had it",
            TransferResult.Written => $"restored; {had}",
            TransferResult.Rejected => $"rejected by the device{reason}; {had}",
            TransferResult.Adopted => $"adopted: the device's value is the setting from here on{reason}; {had}",
            TransferResult.Held => $"held, not restored{reason}; {had}",
            null => "about to be restored; no outcome is on record",
            _ => $"{setting.Result}{reason}; {had}",
        };
    }

    private string After(DateTimeOffset time) => Seconds((time - _report.Cause.At).TotalSeconds);

    private string Beside(DateTimeOffset time) => _local.Beside(time, _report.Cause.At);

    private static string Seconds(double seconds) => AgeText.Elapsed(TimeSpan.FromSeconds(Math.Max(0, seconds)));

    private static string Offset(double seconds) =>
        string.Create(CultureInfo.InvariantCulture, $"{seconds:+0.000;-0.000} s").PadLeft(11);

    private static string Count(int number, string what) => number == 1 ? what : $"{number} {what}s";

    private void Section(string title)
    {
        Line("");
        Line(title);
    }

    private void Line(string line) => _text.Append(line).Append('\n');
}
