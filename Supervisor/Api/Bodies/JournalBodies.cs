using System.Collections.Immutable;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>Entries of a device's journal, oldest first.</summary>
/// <param name="Last">Give it as <c>after</c> to get what follows; the number of the last entry.</param>
public sealed record JournalPageBody(DeviceId Device, ImmutableArray<JournalEntryBody> Entries, long? Last);

/// <summary>An event of a device's journal.</summary>
/// <param name="Number">Its place in the device's stream.</param>
/// <param name="Kind">What happened, with version: <c>request-dispatched.v1</c>.</param>
/// <param name="Event">As it is stored; what is no JSON, as a text.</param>
public sealed record JournalEntryBody(long Number, DateTimeOffset Time, string Kind, JsonElement Event)
{
    public static JournalEntryBody Of(JournalEntry entry) =>
        new(entry.Sequence, entry.Time, entry.Manifest, entry.Event());
}
