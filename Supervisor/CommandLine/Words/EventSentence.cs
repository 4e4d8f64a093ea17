using System.Globalization;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Drivers;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Every kind of event of a device's journal as a readable sentence.</summary>
public static class EventSentence
{
    /// <summary>How the sentence of a kind ends that nobody here knows.</summary>
    public const string OfNewerNode = "(told by a newer node).";

    private const int ListedMax = 4;

    public static string Of(string kind, EventFacts facts) => kind switch
    {
        "claimed" => $"Node {facts.Text("node")} took charge of the device (profile {facts.Text("profile")}).",
        "claim-released" => "The node gave the device back in good order.",
        "request-dispatched" => $"{Asked(facts)}: given to the driver{Waited(facts)}.",
        "request-queued" => $"{Asked(facts)}: accepted, waits up to {Milliseconds(facts, "ttlMs")} for the driver.",
        "request-settled" => Settled(facts),
        "dispatch-voided" => $"Request {facts.Text("request")} was not sent after all: {facts.Text("reason")}.",
        "journal-resumed" => $"The journal goes on after an append in doubt: {facts.Text("reason")}.",
        "answers-recorded" => Answers(facts),
        "gap-recorded" => Gap(facts),
        "overlay-changed" => OverlayChanged(facts),
        "driver-opened" => $"Driver {Incarnation(facts)} opened in {Milliseconds(facts, "elapsedMs")}"
            + $"{Identity(facts)}.",
        "driver-failed" => Failed(facts),
        "request-quarantined" => $"Request {facts.Text("request")} is {facts.Text("verdict")} and not sent again: "
            + $"{facts.Text("reason")}.",
        "read-quarantined" => $"Point {facts.Text("point")} is not read any more: {facts.Text("reason")}.",
        "setting-skipped" => $"{Recorded(facts)} is not restored any more: {facts.Text("reason")}.",
        "group-skipped" => $"Group {facts.Text("group")} is not restored any more: {facts.Text("reason")}.",
        "setting-adopted" => $"Setting {facts.Text("point")} is {facts.Value("value")} from here on, by "
            + $"{facts.Text("principal")}: {facts.Text("reason")}.",
        "device-reset-detected" => facts.Has("again")
            ? $"The device began anew again, {facts.Text("reason")}: what it lost is held."
            : $"The device began anew: {facts.Text("reason")}.",
        "groups-forgotten" => "Declared no more, and perhaps left unlocked: restore groups "
            + $"{Listed(facts.List("groups"), group => group.ToString())}.",
        "ids-renamed" => IdsRenamed(facts.Inside("renamed")),
        "quarantine-lifted" => $"Out of quarantine: {Listed(facts.List("ids"), id => id.ToString())}, "
            + $"{facts.Text("reason")}.",
        "restart-ordered" => $"A restart of the driver was ordered: {facts.Text("reason")}.",
        "device-redeclared" => $"Declared anew, {facts.Text("what")}: "
            + (facts.Text("newIncarnation") == "true" ? "another driver is opened." : "the driver goes on."),
        "fault-injected" => $"Drill: the driver's next call will {facts.Text("fault").ToLowerInvariant()}.",
        "stage-completed" => $"Recovery: {facts.Text("stage")} done in {Microseconds(facts, "elapsedUs")}.",
        "transfer-planned" => $"About to write again: {Listed(facts.List("settings"), Setting)}{PlannedGroup(facts)}.",
        "settings-transferred" => $"Settings after recovery: {Listed(facts.List("settings"), Transferred)}"
            + $"{TransferredGroup(facts)}.",
        "recovery-completed" => $"The driver serves again after {Microseconds(facts, "elapsedUs")}.",
        "device-faulted" => $"Given up for now, probed slowly: {facts.Text("reason")}.",
        "administrative-state-changed" => $"{facts.Text("state")} by {facts.Text("principal")}"
            + $"{For(facts)}: {facts.Text("reason").TrimEnd('.')}.",
        "lock-taken" => $"Locked by {facts.Text("owner")}{For(facts)}.",
        "lock-released" => LockReleased(facts),
        "alarm-raised" => $"Alarm {Alarm(facts)}: {facts.Inside("note").Text("message")}.",
        "alarm-returned" => $"Alarm {Alarm(facts)} returned: {facts.Inside("note").Text("message")}.",
        "alarm-acknowledged" => $"Alarm {Alarm(facts)} acknowledged{Comment(facts)}.",
        "alarm-reset" => $"Alarm {Alarm(facts)} reset{Comment(facts)}.",
        "alarm-shelved" => $"Alarm {Alarm(facts)} shelved for {Milliseconds(facts.Inside("note"), "forMs")}"
            + $"{Comment(facts)}.",
        "alarm-unshelved" => $"Alarm {Alarm(facts)} is no longer shelved{Comment(facts)}.",
        "order-kept" => $"The key {facts.Text("request")} stands for this order.",
        "keys-forgotten" => $"{Count(facts.List("requests").Count, "request key")} may be used anew.",
        _ => $"{kind.Replace('-', ' ')} {OfNewerNode}",
    };

    /// <summary>Of an event of a driver that ended: somebody chose that.</summary>
    public static bool IsPlanned(EventFacts facts) => facts.Text("kind", "") == nameof(FailureKind.Planned);

    private static string For(EventFacts facts) =>
        facts.Has("forMs") ? $" for {Milliseconds(facts, "forMs")}" : "";

    private static string LockReleased(EventFacts facts)
    {
        var reason = facts.TextOrNull("reason") is { Length: > 0 } text ? $": {text.TrimEnd('.')}" : "";
        return facts.Text("broken") == "true"
            ? $"The lock of {facts.Text("owner")} was broken by {facts.Text("principal")}{reason}."
            : $"The lock of {facts.Text("owner")} was given back{reason}.";
    }

    private static string Alarm(EventFacts facts)
    {
        var note = facts.Inside("note");
        return $"{note.Text("alarm")} ({note.Text("severity").ToLowerInvariant()}, now {note.Text("state")})";
    }

    private static string Comment(EventFacts facts) =>
        facts.Inside("note").TextOrNull("comment") is { Length: > 0 } comment ? $": {comment}" : "";

    private static string Identity(EventFacts facts) => facts.Text("identity", "") switch
    {
        "" => "",
        DeviceIdentity.NotDeclared => "; no identity is declared",
        var identity => $"; the device is {identity}",
    };

    private static string Asked(EventFacts facts) => Operation(facts.Inside("operation"));

    private static string Operation(EventFacts operation)
    {
        if (operation.Has("point")) return $"Write {operation.Text("point")} = {operation.Value("value")}";
        return operation.Has("command") ? $"Invoke {operation.Text("command")}" : "Request";
    }

    private static string Waited(EventFacts facts) =>
        facts.Has("waitedMs") ? $" after waiting {Milliseconds(facts, "waitedMs")}" : "";

    private static string Settled(EventFacts facts)
    {
        var by = facts.Text("servedBy", "Driver") == "Driver" ? "" : ", told by the shadow";
        var reason = facts.TextOrNull("reason") is { Length: > 0 } text ? $": {text}" : "";
        return $"Request {facts.Text("request")} is {facts.Text("verdict")}{by}{reason}.";
    }

    private static string Answers(EventFacts facts)
    {
        var listed = Listed(facts.List("answers"), Answer);
        var omitted = facts.Number("omitted");
        return $"Answered: {listed}{(omitted > 0 ? $"; {omitted} more were not kept" : "")}.";
    }

    private static string Answer(EventFacts answer)
    {
        if (answer.Has("refusal"))
        {
            var asked = answer.TextOrNull("asked") is { } what ? $"{what} " : "";
            return $"{asked}refused ({answer.Text("reason", answer.Text("refusal"))})";
        }

        if (answer.Has("verdict")) return $"{answer.Text("asked")} is {answer.Text("verdict")}, told by the shadow";
        var status = answer.Text("status", "Good");
        return $"{answer.Text("point")} = {answer.Value("value")} {status}"
            + $"{(answer.Text("servedBy", "Driver") == "Driver" ? "" : " by the shadow")}";
    }

    private static string OverlayChanged(EventFacts facts)
    {
        var what = facts.Text("why", "Reset") == "Wrap" ? "wrapped" : "began anew";
        return $"The device's count {facts.Text("point")} {what}: it was {facts.Value("before")} and is "
            + $"{facts.Value("raw")}; from here on {facts.Value("offset")} is added.";
    }

    private static string IdsRenamed(EventFacts renamed)
    {
        var points = renamed.List("points");
        var commands = renamed.List("commands");
        if (points.Count + commands.Count == 0)
            return "The plant's former ids were looked at, and nothing on record was renamed.";
        return $"From here on {string.Join(", and ", [.. Parts("point", points), .. Parts("command", commands)])}.";

        static IEnumerable<string> Parts(string what, IReadOnlyList<EventFacts> all) => all.Count == 0
            ? []
            : [$"{what} {Listed(all, one => $"{one.Text("from")} is called {one.Text("to")}")}"];
    }

    private static string Gap(EventFacts facts)
    {
        var actions = facts.List("safeActions");
        var unrecorded = actions.Count == 0
            ? ""
            : $"; safe actions sent meanwhile: {Listed(actions, action => action.ToString())}";
        return $"Gap: {Count(facts.Number("answers"), "answer")} between {Clock(facts, "from")} and"
            + $" {Clock(facts, "to")} could not be recorded{unrecorded}.";
    }

    private static string Failed(EventFacts facts)
    {
        var inFlight = facts.List("inFlight");
        var how = IsPlanned(facts) ? "ended as planned" : $"failed, {facts.Text("kind")}";
        return $"Driver {Incarnation(facts)} {how}: {facts.Text("message").TrimEnd('.')}"
            + $"{(inFlight.Count == 0 ? "" : $"; {Count(inFlight.Count, "request")} in flight")}.";
    }

    private static string Setting(EventFacts setting) => $"{setting.Text("point")} = {setting.Value("value")}";

    private static string PlannedGroup(EventFacts facts)
    {
        if (!facts.Has("group")) return "";
        var group = facts.Inside("group");
        return $" (group {group.Text("name")}, unlocked by {Listed(group.List("unlock"), Operation)}, locked by "
            + $"{Listed(group.List("lock"), Operation)})";
    }

    private static string TransferredGroup(EventFacts facts)
    {
        if (!facts.Has("group")) return "";
        var group = facts.Inside("group");
        var reason = group.TextOrNull("reason") is { Length: > 0 } text ? $": {text}" : "";
        return $" (group {group.Text("name")}{reason})";
    }

    private static string Recorded(EventFacts setting) => $"{setting.Text("point")} = {setting.Value("recorded")}";

    private static string Transferred(EventFacts setting)
    {
        var result = setting.Text("result") == "Adopted"
            ? $"{setting.Text("point")} = {setting.Value("actual")} adopted instead of {setting.Value("recorded")}"
            : $"{Recorded(setting)} {setting.Text("result").ToLowerInvariant()}";
        return setting.TextOrNull("reason") is { Length: > 0 } reason ? $"{result} ({reason})" : result;
    }

    private static string Listed(IReadOnlyList<EventFacts> items, Func<EventFacts, string> word)
    {
        if (items.Count == 0) return "nothing";
        var listed = string.Join("; ", items.Take(ListedMax).Select(word));
        return items.Count > ListedMax ? $"{listed}; and {items.Count - ListedMax} more" : listed;
    }

    private static string Incarnation(EventFacts facts) =>
        $"#{facts.Inside("stamp").Text("incarnation").TrimStart('#')}";

    private static string Count(long number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";

    private static string Milliseconds(EventFacts facts, string name) =>
        AgeText.Elapsed(TimeSpan.FromMilliseconds(facts.Number(name)));

    private static string Microseconds(EventFacts facts, string name) =>
        AgeText.Elapsed(TimeSpan.FromMicroseconds(facts.Number(name)));

    private static string Clock(EventFacts facts, string name) =>
        DateTimeOffset.TryParse(facts.Text(name), CultureInfo.InvariantCulture, out var time)
            ? time.ToString("HH:mm:ss", CultureInfo.InvariantCulture)
            : facts.Text(name);
}
