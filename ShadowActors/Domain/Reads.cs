using System.Collections.Immutable;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>Reads: by the driver while it serves, else from what is known, marked for what it is.</summary>
internal static class Reads
{
    private const string ScanPrincipal = "scan";

    public static void Asked(Turn turn, long ticket, ShadowCommands.ReadPoints read)
    {
        foreach (var id in read.Points)
        {
            if (turn.Spec.Point(id) is not null) continue;
            Refusals.Refuse(turn, ticket, read, $"{read.Device}/{id}", RefusalKind.UnknownPoint,
                $"the profile '{turn.Spec.Profile}' declares no such point", ServedBy.ShadowCheck);
            return;
        }

        if (turn.Live.Claim == ClaimStatus.Lost || turn.Live.Stopping)
        {
            Refusals.NotOwner(turn, ticket, read);
            return;
        }

        if (DriverServes(turn) && read.MaxAge is { } maxAge && Cached(turn, read.Points, maxAge) is { } cached)
        {
            Recording.AnsweredAgain(turn, read.Request, read.Principal, cached);
            turn.Answer(ticket, new ShadowReplies.PointsRead(read.Device, read.Request, cached));
            return;
        }

        if (!DriverServes(turn)) AnswerKnown(turn, ticket, read.Request, read.Principal, read.Points);
        else if (Refusals.IsFull(turn)) Refusals.Busy(turn, ticket, read, Refusals.Full);
        else Start(turn, ticket, read);
    }

    public static void Done(Turn turn, ShadowInputs.ReadDone done)
    {
        if (Calls.Take(turn, done.Incarnation, done.Call) is not { } call) return;
        var heard = Heard(turn, Readable(turn, done.Readings));
        switch (call)
        {
            case PendingCall.ForClient client when turn.Live.Reads.TryGetValue(client.Ticket, out var read):
                turn.Live = turn.Live with { Reads = turn.Live.Reads.Remove(client.Ticket) };
                AnswerRead(turn, read, done.Readings, heard);
                break;
            case PendingCall.ForScan:
                Recording.DriverAnswered(turn, null, ScanPrincipal, heard);
                break;
            case PendingCall.ForClient:
                Recording.DriverAnswered(turn, null, "after its deadline", heard);
                break;
            case PendingCall.ForTransfer transfer:
                Recording.DriverAnswered(turn, null, "transfer", heard);
                TransferSteps.ReadBackDone(turn, transfer.Points, done.Readings);
                break;
        }
    }

    /// <summary>An acknowledged setting is, until it is read again, what was written.</summary>
    public static void Written(Turn turn, RequestId request)
    {
        if (turn.State.Requests.GetValueOrDefault(request.Value)?.Operation is WriteOperation write
            && turn.Spec.Point(write.Point)?.Role == PointRole.Configuration)
            Written(turn, write.Point, write.Value);
    }

    public static void Written(Turn turn, PointId point, PointValue value) => turn.Live = turn.Live with
    {
        Readings = turn.Live.Readings.SetItem(
            point, new LiveReading(value, StatusCode.Good, turn.Now.Wall, turn.Now.Uptime)),
    };

    public static void Published(Turn turn, ShadowInputs.Published published)
    {
        if (published.Incarnation != turn.Live.Incarnation || turn.Live.Driver != DriverPhase.Open) return;
        var known = published.Readings.Where(reading => turn.Spec.Point(reading.Point) is not null).ToList();
        Recording.DriverAnswered(turn, null, "device", Heard(turn, known));
    }

    /// <summary>A scan period is over: read its points, unless the last scan is still under way.</summary>
    public static void Scan(Turn turn, TimeSpan period)
    {
        if (turn.Live.Mode != DeviceMode.Passive) return;
        var points = turn.Spec.Points
            .Where(point => point.ScanPeriod == period)
            .Select(point => point.Id)
            .ToImmutableArray();
        if (points.IsEmpty || !IsDue(turn, period)) return;
        if (turn.Live.Calls.Values.Any(call => call is PendingCall.ForScan scan && scan.Period == period)) return;
        Call(turn, new PendingCall.ForScan(period), points);
    }

    /// <summary>Scans keep to their times: timers fire late, and a period that began with each would grow by that. What
    /// was missed altogether is not made up for.</summary>
    private static bool IsDue(Turn turn, TimeSpan period)
    {
        var now = turn.Now.Uptime;
        var due = turn.Live.ScansDue.GetValueOrDefault(period, now);
        var isDue = due <= now;
        var next = !isDue ? due : due + period > now ? due + period : now + period;
        turn.Live = turn.Live with { ScansDue = turn.Live.ScansDue.SetItem(period, next) };
        turn.StartTimer(ShadowTimerKind.Scan, next - now, period);
        return isDue;
    }

    /// <summary>The driver serves again: every scan begins, and what is never scanned is read once, so that all of the
    /// device is known when the driver fails next.</summary>
    public static void StartScans(Turn turn)
    {
        var others = turn.Spec.Points
            .Where(point => point is { ScanPeriod: null, IsReadable: true })
            .Select(point => point.Id)
            .ToImmutableArray();
        if (!others.IsEmpty) Call(turn, new PendingCall.ForScan(TimeSpan.Zero), others);
        turn.Live = turn.Live with { ScansDue = turn.Live.ScansDue.Clear() };
        foreach (var period in turn.Spec.Points.Select(point => point.ScanPeriod).OfType<TimeSpan>().Distinct())
            Scan(turn, period);
    }

    /// <summary>Reads that a failed driver had, or that came meanwhile, go to the new one.</summary>
    public static void SendAgain(Turn turn)
    {
        foreach (var read in turn.Live.Reads.Values)
            Call(turn, new PendingCall.ForClient(read.Ticket), read.Points);
    }

    /// <summary>Answers with what is known, marked.</summary>
    public static void AnswerKnown(
        Turn turn, long ticket, RequestId request, string principal, ImmutableArray<PointId> points)
    {
        var readings = points.Select(id => WithoutDriver(turn, id)).ToImmutableArray();
        Recording.ShadowAnswered(turn, request, principal, readings);
        turn.Answer(ticket, new ShadowReplies.PointsRead(turn.Spec.Id, request, readings));
    }

    /// <summary>Takes in what the driver read.</summary>
    /// <param name="at">When, on the uptime clock.</param>
    public static void Know(Turn turn, ImmutableArray<HeardReading> readings, TimeSpan at)
    {
        var known = turn.Live.Readings;
        foreach (var (reading, overlay, isHeld) in readings)
            if (!isHeld)
                known = known.SetItem(
                    reading.Point, new LiveReading(reading.Value, reading.Status, reading.SourceTime, at, overlay));
            else if (known.TryGetValue(reading.Point, out var before) && before.Status.IsGood)
                known = known.SetItem(reading.Point, before with { Status = StatusCode.UncertainLastUsableValue });
        turn.Live = turn.Live with { Readings = known };
    }

    /// <summary>What a client is served of a point without anything being asked of the driver.</summary>
    public static ServedReading Seen(Turn turn, PointId id)
    {
        if (!DriverServes(turn)) return WithoutDriver(turn, id);
        if (!IsReadable(turn, id)) return AsWritten(turn, id);
        var known = Known(turn, id, driverServes: true);
        var isAsRead = known.Status != StatusCode.UncertainLastUsableValue
            && turn.Live.Readings.GetValueOrDefault(id)?.Status == known.Status;
        return isAsRead ? known with { ServedBy = ServedBy.Driver } : known;
    }

    /// <summary>Contact is lost: nothing that was read before is Good any more, not even after the recovery.</summary>
    public static void ContactLost(Turn turn) => turn.Live = turn.Live with
    {
        Readings = turn.Live.Readings.ToImmutableDictionary(
            pair => pair.Key,
            pair => pair.Value.Status.IsGood
                ? pair.Value with { Status = StatusCode.UncertainLastUsableValue }
                : pair.Value),
    };

    public static void Call(Turn turn, PendingCall call, ImmutableArray<PointId> points) =>
        turn.Do(new ShadowEffects.CallRead(turn.Live.Incarnation, turn.NewCall(call), points, turn.Own.CallTime));

    /// <summary>The driver answers reads: in Passive, and while a finished opening waits for the journal.</summary>
    private static bool DriverServes(Turn turn) => turn.Live.Mode == DeviceMode.Passive
        || (turn.Live is { Driver: DriverPhase.Open, Transfer: not null } && turn.Live.Journal != JournalStatus.Up);

    private static void Start(Turn turn, long ticket, ShadowCommands.ReadPoints read)
    {
        var patience = read.Timeout;
        foreach (var id in read.Points)
            if (turn.Spec.Point(id)!.StaleAfter is var stale && stale < patience)
                patience = stale;
        var waiting = new LiveRead(ticket, read.Request, read.Principal, read.Points, turn.Now.Uptime + patience);
        turn.Live = turn.Live with { Reads = turn.Live.Reads.Add(ticket, waiting) };
        Deadlines.Expect(turn, waiting.AnswerBy);
        Call(turn, new PendingCall.ForClient(ticket), read.Points);
    }

    /// <param name="heard">Those of the readings whose points can be read, in the same order.</param>
    private static void AnswerRead(
        Turn turn, LiveRead read, IReadOnlyList<PointReading> readings, ImmutableArray<HeardReading> heard)
    {
        Recording.DriverAnswered(turn, read.Request, read.Principal, heard);
        var answer = ImmutableArray.CreateBuilder<ServedReading>(readings.Count);
        var next = 0;
        foreach (var reading in readings)
            answer.Add(IsReadable(turn, reading.Point)
                ? AsHeard(turn, heard[next++])
                : AsWritten(turn, reading.Point));
        var own = answer.Where(reading => reading.ServedBy != ServedBy.Driver).ToList();
        Recording.ShadowAnswered(turn, read.Request, read.Principal, own);
        turn.Answer(read.Ticket, new ShadowReplies.PointsRead(turn.Spec.Id, read.Request, answer.MoveToImmutable()));
    }

    private static ServedReading AsHeard(Turn turn, HeardReading heard) => heard.IsHeld
        ? Known(turn, heard.Reading.Point, driverServes: true)
        : FromDriver(turn, heard);

    private static IReadOnlyList<PointReading> Readable(Turn turn, IReadOnlyList<PointReading> readings) =>
        readings.All(reading => IsReadable(turn, reading.Point))
            ? readings
            : [.. readings.Where(reading => IsReadable(turn, reading.Point))];

    private static bool IsReadable(Turn turn, PointId id) => turn.Spec.Point(id)?.IsReadable != false;

    /// <summary>What can't be read is what was written to it last, as far as anybody knows.</summary>
    private static ServedReading AsWritten(Turn turn, PointId id) => Setting(turn, id) ?? new ServedReading(
        id, null, turn.Spec.Point(id)!.Unit, StatusCode.BadNotReadable, null, null, ServedBy.ShadowRespond);

    /// <summary>What is known, where it is young enough for the asker and for its own quality; null: ask the driver.
    /// </summary>
    private static ImmutableArray<ServedReading>? Cached(Turn turn, ImmutableArray<PointId> points, TimeSpan maxAge)
    {
        var readings = ImmutableArray.CreateBuilder<ServedReading>(points.Length);
        foreach (var id in points)
        {
            var point = turn.Spec.Point(id)!;
            var limit = point.StaleAfter < maxAge ? point.StaleAfter : maxAge;
            if (!point.IsReadable || !turn.Live.Readings.TryGetValue(id, out var live)
                || turn.Now.Uptime - live.At > limit || live.Status == StatusCode.UncertainLastUsableValue)
                return null;
            readings.Add(Known(turn, id, driverServes: true));
        }

        return readings.MoveToImmutable();
    }

    // A Bad value is none: who does not look at the quality must not go on with it.
    private static ServedReading WithoutDriver(Turn turn, PointId id)
    {
        var known = Known(turn, id, driverServes: false);
        if (known.Status.Quality == Quality.Bad && Setting(turn, id) is { } setting) return setting;
        return known.Status.Quality == Quality.Bad ? known with { Value = null, Overlay = null } : known;
    }

    /// <summary>A setting stays as it was written, however long ago: no reading's age limit applies.</summary>
    private static ServedReading? Setting(Turn turn, PointId id)
    {
        var point = turn.Spec.Point(id)!;
        if (point.Role != PointRole.Configuration || turn.State.Held.ContainsKey(id.Value)) return null;
        if (!turn.State.Settings.TryGetValue(id.Value, out var setting)) return null;
        var read = turn.Live.Readings.GetValueOrDefault(id) is { Status.Quality: not Quality.Bad } live ? live : null;
        return new ServedReading(
            id, read is null ? setting.Value : read.Value, point.Unit, StatusCode.UncertainLastUsableValue,
            read is null ? null : turn.Now.Uptime - read.At, read?.SourceTime ?? setting.Time, ServedBy.ShadowRespond);
    }

    private static ServedReading Known(Turn turn, PointId id, bool driverServes) => Freshness.Known(
        turn.Spec.Point(id)!,
        turn.Live.Readings.GetValueOrDefault(id),
        turn.State.Readings.GetValueOrDefault(id.Value),
        turn.Own.Boot,
        driverServes,
        turn.Now);

    private static ServedReading FromDriver(Turn turn, HeardReading heard) => new(
        heard.Reading.Point,
        heard.Reading.Value,
        turn.Spec.Point(heard.Reading.Point)!.Unit,
        heard.Reading.Status,
        TimeSpan.Zero,
        heard.Reading.SourceTime,
        ServedBy.Driver,
        heard.Overlay);

    private static ImmutableArray<HeardReading> Heard(Turn turn, IReadOnlyList<PointReading> readings)
    {
        var heard = Overlays.Of(turn, readings);
        Know(turn, heard, turn.Now.Uptime);
        turn.Live = turn.Live with { Contact = turn.Now.Uptime };
        return heard;
    }
}
