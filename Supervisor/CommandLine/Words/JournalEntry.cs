using System.Text.Json;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>An entry of a device's journal, as the API gives it.</summary>
/// <param name="Number">Its sequence number in the device's stream.</param>
/// <param name="Kind">The event's name without version, for example <c>request-dispatched</c>.</param>
/// <param name="Event">The event itself.</param>
public sealed record JournalEntry(long Number, DateTimeOffset Time, string Kind, JsonElement Event)
{
    /// <summary>What happened, in a sentence; with the raw text of an event that is no JSON or of a kind that nobody
    /// here knows.</summary>
    public string Sentence
    {
        get
        {
            var facts = new EventFacts(Event);
            if (!IsReadable) return $"This event can't be read: {facts}";
            var sentence = EventSentence.Of(Kind, facts);
            return sentence.EndsWith(EventSentence.OfNewerNode, StringComparison.Ordinal)
                ? $"{sentence} {facts}"
                : sentence;
        }
    }

    /// <summary>Who asked for it; otherwise what it happened for.</summary>
    public string Who => new EventFacts(Event) is var facts && facts.Has("principal")
        ? facts.Text("principal")
        : facts.Inside("note").TextOrNull("principal") is { } principal ? principal
        : facts.Inside("stamp").Text("cause", "");

    /// <summary>The kind without its version: <c>driver-failed.v1</c> is <c>driver-failed</c>.</summary>
    public static string KindOf(string manifest) =>
        manifest.LastIndexOf(".v", StringComparison.Ordinal) is > 0 and var dot ? manifest[..dot] : manifest;

    /// <summary>The kind as words: <c>request dispatched</c>.</summary>
    public string KindInWords => IsPlannedEnd ? "driver ended" : Kind.Replace('-', ' ');

    /// <summary>Whether the entry tells of something that went wrong.</summary>
    public bool IsTrouble =>
        !IsReadable || (Kind is "driver-failed" && !IsPlannedEnd) || Kind is "device-faulted" or "gap-recorded"
            or "fault-injected" or "alarm-raised" or "request-quarantined" or "read-quarantined" or "setting-skipped"
            or "group-skipped" or "device-reset-detected";

    private bool IsPlannedEnd =>
        IsReadable && Kind is "driver-failed" && EventSentence.IsPlanned(new EventFacts(Event));

    private bool IsReadable => Event.ValueKind == JsonValueKind.Object;
}
