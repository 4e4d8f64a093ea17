using System.Collections.Frozen;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;
using Understudy.Supervisor.Api.Problems;
using JournalEntry = Understudy.Supervisor.CommandLine.Words.JournalEntry;

namespace Understudy.Supervisor.Api.Input;

/// <summary>Which part of a device's journal is asked for.</summary>
public sealed record JournalInput(string? From, string? To, string? Kind, string? Limit, string? After)
{
    private const int LimitDefault = 100;

    /// <summary>Entries are read that are not given.</summary>
    public bool IsSearch => From is not null || To is not null || Kind is not null;

    // Both as entries name it and without the version.
    private static readonly FrozenDictionary<string, string> Kinds = EventManifests.Events
        .Where(row => row.Type.IsAssignableTo(typeof(ShadowEvents.ShadowEvent)))
        .Select(row => (row.Manifest, Kind: JournalEntry.KindOf(row.Manifest)))
        .SelectMany(row => new[] { (Name: row.Manifest, row.Kind), (Name: row.Kind, row.Kind) })
        .DistinctBy(row => row.Name)
        .ToFrozenDictionary(row => row.Name, row => row.Kind);

    public bool TryRead(
        DeviceId device,
        [NotNullWhen(true)] out JournalQuery? query,
        [NotNullWhen(false)] out ProblemResult? problem)
    {
        query = null;
        problem = null;
        DateTimeOffset? from = null, to = null;
        long? after = null;
        string? kind = null;
        var limit = LimitDefault;
        if (From is not null && !TryTime(From, out from))
            problem = Wrong("from", From, "a time, for example 2026-03-01T08:00:00Z");
        else if (To is not null && !TryTime(To, out to))
            problem = Wrong("to", To, "a time, for example 2026-03-01T08:00:00Z");
        else if (Limit is not null && (!TryNumber(Limit, out limit) || limit == 0))
            problem = Wrong("limit", Limit, $"a number from 1; at most {JournalQuery.LimitMax} are given at once");
        else if (After is not null && !TryNumber(After, out after))
            problem = Wrong("after", After, "the number of an entry");
        else if (Kind is not null && !TryKind(Kind, out kind))
            problem = Wrong("kind", Kind, $"a kind of event: {string.Join(", ", Kinds.Values.Distinct())}");
        if (problem is not null) return false;
        query = new JournalQuery(
            JournalStreams.IdOf(device), from, to, kind, after, Math.Min(limit, JournalQuery.LimitMax));
        return true;
    }

    private static bool TryTime(string text, out DateTimeOffset? time)
    {
        var valid = DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var parsed);
        time = valid ? parsed : null;
        return valid;
    }

    private static bool TryKind(string text, out string? kind) => Kinds.TryGetValue(text, out kind);

    private static bool TryNumber(string text, out int number) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryNumber(string text, out long? number)
    {
        var valid = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var parsed);
        number = valid ? parsed : null;
        return valid;
    }

    private static ProblemResult Wrong(string key, string value, string expected) =>
        ProblemKind.BadRequest.Result($"{key}: '{value}' is not {expected}.");
}
