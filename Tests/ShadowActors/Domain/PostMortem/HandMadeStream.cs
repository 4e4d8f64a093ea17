using System.Collections.Immutable;
using System.Text.Json;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;

namespace Understudy.Tests.ShadowActors.Domain.PostMortem;

/// <summary>A device's stream, made by hand: each entry comes a second after the one before.</summary>
internal sealed class HandMadeStream
{
    public static readonly DeviceId Device = DeviceId.Parse("hall1/oven");
    public static readonly DateTimeOffset Begin = new(2026, 3, 1, 8, 0, 0, TimeSpan.Zero);

    private readonly List<StreamEntry> _entries = [];

    public IReadOnlyList<StreamEntry> Entries => _entries;

    public string Claim { get; set; } = "claim-1";

    public string Boot { get; set; } = "boot-1";

    public long Incarnation { get; set; } = 1;

    public DateTimeOffset Now => Begin.AddSeconds(_entries.Count + 1);

    public long Newest => _entries.Count;

    public EventStamp Stamp => new(
        Now, Boot, 1000 * (_entries.Count + 1), new Incarnation(Incarnation), new ClaimId(Claim), _entries.Count + 1,
        "test");

    public HandMadeStream Add(Func<EventStamp, ShadowEvents.ShadowEvent> make)
    {
        var happened = make(Stamp);
        var manifest = EventManifests.ManifestOf(happened.GetType())!;
        _entries.Add(new StreamEntry(_entries.Count + 1, Now, manifest, Json(happened), happened));
        return this;
    }

    /// <summary>Of a kind that this version does not know.</summary>
    public HandMadeStream AddUnknown(string kind = "request-teleported.v7")
    {
        _entries.Add(new StreamEntry(_entries.Count + 1, Now, kind, """{"reason":"poison"}""", null));
        return this;
    }

    public HandMadeStream Claimed() => Add(stamp => new ShadowEvents.Claimed(stamp, "node-a", "i", "oven"));

    public HandMadeStream Completed() => Add(stamp => new ShadowEvents.RecoveryCompleted(stamp, 1_500_000));

    public HandMadeStream Faulted() => Add(stamp => new ShadowEvents.DeviceFaulted(stamp, "more than 5 failures"));

    public HandMadeStream Failed(
        FailureKind kind = FailureKind.DriverException, string? stack = null, params string[] inFlight) =>
        Add(stamp => new ShadowEvents.DriverFailed(
            stamp, kind, "it broke", stack, [.. inFlight.Select(id => new RequestId(id))]));

    public HandMadeStream Stage(RecoveryStage stage, double seconds) =>
        Add(stamp => new ShadowEvents.StageCompleted(stamp, stage, (long)(seconds * 1e6)));

    public HandMadeStream Opened() => Add(stamp => new ShadowEvents.DriverOpened(stamp, "serial 4711", 20));

    public HandMadeStream Dispatched(string request, double value, long? waitedMs = null, string point = "sp") =>
        Add(stamp => new ShadowEvents.RequestDispatched(
            stamp, new RequestId(request), true, "ann", new WriteOperation(new PointId(point), PointValue.Of(value)),
            waitedMs));

    public HandMadeStream Settled(string request, Verdict verdict, string? reason = null) =>
        Add(stamp => new ShadowEvents.RequestSettled(
            stamp, new RequestId(request), verdict, reason,
            verdict == Verdict.Confirmed ? ServedBy.Driver : ServedBy.ShadowRespond));

    public HandMadeStream Read(string? request, double? value, ServedBy servedBy, StatusCode status) =>
        Add(stamp => new ShadowEvents.AnswersRecorded(
            stamp, [Answer(request, "temp", value, servedBy, status)], 0));

    public HandMadeStream Answers(params AnswerRecord[] answers) =>
        Add(stamp => new ShadowEvents.AnswersRecorded(stamp, [.. answers], 0));

    public HandMadeStream Transferred(params ImmutableArray<TransferredSetting> settings) =>
        Add(stamp => new ShadowEvents.SettingsTransferred(stamp, settings));

    public AnswerRecord Answer(string? request, string point, double? value, ServedBy servedBy, StatusCode status) =>
        new(
            request is null ? null : new RequestId(request), request is null ? "scan" : "bob", Now, new PointId(point),
            value is { } known ? PointValue.Of(known) : null, status, Now, servedBy, null, null);

    /// <summary>A failure without anything else, that ends.</summary>
    public HandMadeStream Episode() => Failed().Completed();

    /// <summary>All failures, oldest first.</summary>
    public IReadOnlyList<FailureSummary> Failures(long first = 1)
    {
        var index = new FailureIndex(first);
        foreach (var entry in _entries) index.Add(entry);
        return [.. index.NewestFirst.Reverse()];
    }

    public FailureReport Report(int number = 1)
    {
        var summary = Failures()[number - 1];
        var from = FailureReport.FirstEntry(summary);
        return FailureReport.Of(Device, summary, _entries.Where(entry => entry.Number >= from))!;
    }

    public DeviceHistory History => _entries.Aggregate(
        DeviceHistory.Empty, (history, entry) => history.Apply(entry.Number, entry.Event!));

    private static string Json(ShadowEvents.ShadowEvent happened) =>
        JsonSerializer.Serialize(happened, happened.GetType(), UnderstudyJsonContext.Default);
}
