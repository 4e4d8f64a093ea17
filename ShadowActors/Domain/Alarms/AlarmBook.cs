using System.Collections.Immutable;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>The alarms of one stream that are not cleared, by name.</summary>
public static class AlarmBook
{
    public static readonly ImmutableSortedDictionary<string, AlarmRecord> Empty =
        ImmutableSortedDictionary.Create<string, AlarmRecord>(StringComparer.Ordinal);

    /// <summary>The book after one more event. Total.</summary>
    public static ImmutableSortedDictionary<string, AlarmRecord> After(
        this ImmutableSortedDictionary<string, AlarmRecord> book,
        AlarmAct act,
        AlarmNote note,
        DateTimeOffset time,
        string boot,
        long uptimeMs)
    {
        var known = book.GetValueOrDefault(note.Alarm);
        var next = book.RecordAfter(act, note, time, boot, uptimeMs);
        if (next == known) return book;
        return next.IsCleared ? book.Remove(note.Alarm) : book.SetItem(note.Alarm, next);
    }

    /// <summary>The alarm as one more event leaves it, also where it is cleared by that.</summary>
    public static AlarmRecord RecordAfter(
        this ImmutableSortedDictionary<string, AlarmRecord> book,
        AlarmAct act,
        AlarmNote note,
        DateTimeOffset time,
        string boot,
        long uptimeMs) =>
        (book.GetValueOrDefault(note.Alarm) ?? AlarmRecord.Idle(note.Alarm, note.Severity, note.Message, time))
        .After(act, note, time, boot, uptimeMs);

    /// <summary>What to write of an act: the alarm as it is then.</summary>
    public static AlarmNote NoteOf(
        this ImmutableSortedDictionary<string, AlarmRecord> book, AlarmAct act, AlarmNote told, DateTimeOffset time)
    {
        var known = book.GetValueOrDefault(told.Alarm)
            ?? AlarmRecord.Idle(told.Alarm, told.Severity, told.Message, time);
        var next = known.After(act, told, time, "", 0);
        return told with
        {
            Severity = next.Severity,
            State = next.State,
            Message = next.Message,
            RaisedAt = next.RaisedAt,
            Count = next.Count,
            IsShelved = next.Shelf is not null,
        };
    }

    /// <summary>Of an act to be, before <see cref="NoteOf"/> has looked at the alarm.</summary>
    internal static AlarmNote Told(
        AlarmCondition condition, string alarm, string message, string? principal = null, string? comment = null,
        TimeSpan? time = null) => new(
        alarm, condition.Severity, AlarmState.Normal, Cut(message), default, 0, condition.Latching, false, principal,
        comment, time is { } given ? (long)given.TotalMilliseconds : null);

    private static string Cut(string message) =>
        message.Length <= AlarmLimits.MessageLengthMax ? message : message[..AlarmLimits.MessageLengthMax];
}
