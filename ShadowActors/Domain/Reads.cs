using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>Reads: by the driver while it serves, else from what is known, marked for what it is.</summary>
internal static class Reads
{
    private const string ScanPrincipal = "scan";
    private const string ReadBackPrincipal = "read-back";

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

        if (turn.Known.DriverServes && read.MaxAge is { } maxAge && Cached(turn, read.Points, maxAge) is { } cached)
        {
            Recording.AnsweredAgain(turn, read.Request, read.Principal, cached);
            turn.Answer(ticket, new ShadowReplies.PointsRead(read.Device, read.Request, cached));
            return;
        }

        if (!turn.Known.DriverServes && PlannedChanges.ReadWaitsUntil(turn, read) is { } until)
            Wait(turn, ticket, read, until);
        else if (!turn.Known.DriverServes) AnswerKnown(turn, ticket, read.Request, read.Principal, read.Points);
        else if (Refusals.IsFull(turn)) Refusals.Busy(turn, ticket, read, Refusals.Full);
        else Start(turn, ticket, read);
    }

    public static void Done(Turn turn, ShadowInputs.ReadDone done)
    {
        if (Calls.Take(turn, done.Incarnation, done.Call) is not { } call) return;
        var heard = Heard(turn, Readable(turn.Spec, done.Readings));
        switch (call)
        {
            case PendingCall.ForClient client when turn.Live.Reads.TryGetValue(client.Ticket, out var read):
                turn.Live = turn.Live with { Reads = turn.Live.Reads.Remove(client.Ticket) };
                AnswerRead(turn, read, heard);
                break;
            case PendingCall.ForLook look:
                Recording.DriverAnswered(turn, null, ReadBackPrincipal, heard);
                BootIdentity.Follow(turn);
                Looks.Done(turn, look, done.Readings);
                return;
            case PendingCall.ForScan:
                Recording.DriverAnswered(turn, null, ScanPrincipal, heard);
                break;
            case PendingCall.ForClient:
                Recording.DriverAnswered(turn, null, "after its deadline", heard);
                break;
            case PendingCall.ForInterlocks interlocks:
                Recording.DriverAnswered(turn, null, "interlock", heard);
                Interlocks.ReadDone(turn, interlocks.Request);
                break;
            case PendingCall.ForTransfer transfer:
                Recording.DriverAnswered(turn, null, "transfer", heard);
                BootIdentity.Follow(turn);
                TransferSteps.ReadBackDone(turn, transfer.Points, done.Readings);
                return;
        }

        Looks.Heard(turn, heard);
        BootIdentity.Follow(turn);
    }

    /// <summary>An acknowledged setting is, until it is read again, what was written.</summary>
    public static void Written(Turn turn, RequestId request)
    {
        if (turn.State.Requests.GetValueOrDefault(request.Value)?.Operation is WriteOperation write
            && turn.Spec.Point(write.Point)?.Role == PointRole.Configuration)
            Written(turn, write.Point, write.Value);
    }

    public static void Written(Turn turn, PointId point, PointValue value)
    {
        turn.Heard.Add(point);
        turn.Live = turn.Live with
        {
            Readings = turn.Live.Readings.SetItem(
                point, new LiveReading(value, StatusCode.Good, turn.Now.Wall, turn.Now.Uptime, IsWritten: true)),
            WrittenAt = turn.Live.WrittenAt.SetItem(point, turn.Now.Uptime),
        };
    }

    public static void Published(Turn turn, ShadowInputs.Published published)
    {
        if (published.Incarnation != turn.Live.Incarnation
            || turn.Live is not { Driver: DriverPhase.Open, Ending: null })
            return;
        var known = published.Readings.Where(reading => turn.Spec.Point(reading.Point) is not null).ToList();
        var heard = Heard(turn, known);
        Recording.DriverAnswered(turn, null, "device", heard);
        Looks.Heard(turn, heard);
        BootIdentity.Follow(turn);
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
        points = turn.State.Read(points);
        if (points.IsEmpty) return;
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
        others = turn.State.Read(others);
        if (!others.IsEmpty) Call(turn, new PendingCall.ForScan(TimeSpan.Zero), others);
        turn.Live = turn.Live with { ScansDue = turn.Live.ScansDue.Clear() };
        foreach (var period in turn.Spec.Points.Select(point => point.ScanPeriod).OfType<TimeSpan>().Distinct())
            Scan(turn, period);
    }

    /// <summary>Other points may be scanned from here on, or at other times; the driver goes on.</summary>
    public static void ScanAgain(Turn turn)
    {
        var periods = turn.Spec.Points.Select(point => point.ScanPeriod).OfType<TimeSpan>().ToHashSet();
        var before = turn.Live.ScansDue;
        turn.Live = turn.Live with { ScansDue = before.RemoveRange(before.Keys.Where(due => !periods.Contains(due))) };
        foreach (var period in periods)
            if (!before.ContainsKey(period)) Scan(turn, period);
    }

    /// <summary>Reads wait until then for the next incarnation, no longer than their time; then they are answered with
    /// what is known.</summary>
    /// <param name="isPlanned">Nothing has failed: who wants none but a good value waits to the end.</param>
    public static void Hurry(Turn turn, TimeSpan soon, bool isPlanned)
    {
        if (turn.Live.Reads.IsEmpty) return;
        turn.Live = turn.Live with
        {
            Reads = turn.Live.Reads.ToImmutableDictionary(
                pair => pair.Key,
                pair => pair.Value.AnswerBy <= soon || (isPlanned && pair.Value.RequireGood)
                    ? pair.Value
                    : pair.Value with { AnswerBy = soon }),
        };
        Deadlines.Expect(turn, soon);
    }

    /// <summary>It waited for what is declared no more.</summary>
    public static void Refuse(Turn turn, LiveRead read, string subject, RefusalKind kind, string reason)
    {
        var refused = new ShadowReplies.Refused(subject, kind, reason, ServedBy.ShadowCheck);
        Recording.Refused(turn, read.Request, read.Principal, AskedText.Of(read.Points), refused);
        turn.Answer(read.Ticket, refused);
    }

    /// <summary>Reads that a failed driver had, or that came meanwhile, go to the new one.</summary>
    public static void SendAgain(Turn turn)
    {
        foreach (var read in turn.Live.Reads.Values.OrderBy(read => read.Ticket)) Send(turn, read);
    }

    /// <summary>Answers with what is known, marked.</summary>
    public static void AnswerKnown(
        Turn turn, long ticket, RequestId request, string principal, ImmutableArray<PointId> points)
    {
        var known = turn.Known;
        var readings = points.Select(id => known.WithoutDriver(id)).ToImmutableArray();
        Recording.ShadowAnswered(turn, request, principal, readings);
        turn.Answer(ticket, new ShadowReplies.PointsRead(turn.Spec.Id, request, readings));
    }

    /// <summary>Takes in what the driver read.</summary>
    public static void Know(Turn turn, ImmutableArray<HeardReading> readings) =>
        Know(turn, readings, turn.Live.Contact);

    private static void Know(Turn turn, ImmutableArray<HeardReading> readings, TimeSpan? contact)
    {
        var known = turn.Live.Readings;
        foreach (var (reading, at, overlay, isHeld, isLate) in readings)
        {
            if (isLate) continue;
            turn.Heard.Add(reading.Point);
            if (!isHeld)
                known = known.SetItem(
                    reading.Point, new LiveReading(reading.Value, reading.Status, reading.SourceTime, at, overlay));
            else if (known.TryGetValue(reading.Point, out var before) && before.Status.IsGood)
                known = known.SetItem(reading.Point, before with { Status = StatusCode.UncertainLastUsableValue });
        }

        turn.Live = turn.Live with { Readings = known, Contact = contact };
    }

    /// <summary>Contact is lost: nothing that was read before is Good any more, not even after the recovery.</summary>
    public static void ContactLost(Turn turn)
    {
        turn.Heard.AddRange(turn.Live.Readings.Keys);
        turn.Live = turn.Live with
        {
            Readings = turn.Live.Readings.ToImmutableDictionary(
                pair => pair.Key,
                pair => pair.Value.Status.IsGood
                    ? pair.Value with { Status = StatusCode.UncertainLastUsableValue }
                    : pair.Value),
        };
    }

    public static void Call(Turn turn, PendingCall call, ImmutableArray<PointId> points) =>
        turn.Do(new ShadowEffects.CallRead(
            turn.Live.Incarnation, turn.NewCall(call with { Read = points }), points, turn.Own.CallTime));

    /// <summary>What of it may be read goes to the driver; where nothing may, it is answered at once.</summary>
    private static void Send(Turn turn, LiveRead read)
    {
        var points = turn.State.Read(read.Points);
        if (!points.IsEmpty)
        {
            Call(turn, new PendingCall.ForClient(read.Ticket), points);
            return;
        }

        turn.Live = turn.Live with { Reads = turn.Live.Reads.Remove(read.Ticket) };
        AnswerKnown(turn, read.Ticket, read.Request, read.Principal, read.Points);
    }

    private static void Start(Turn turn, long ticket, ShadowCommands.ReadPoints read)
    {
        var patience = read.Timeout;
        foreach (var id in read.Points)
            if (turn.Spec.Point(id)!.StaleAfter is var stale && stale < patience)
                patience = stale;
        Send(turn, Wait(turn, ticket, read, turn.Now.Uptime + patience));
    }

    private static LiveRead Wait(Turn turn, long ticket, ShadowCommands.ReadPoints read, TimeSpan until)
    {
        var waiting = new LiveRead(ticket, read.Request, read.Principal, read.Points, until, read.RequireGood);
        turn.Live = turn.Live with { Reads = turn.Live.Reads.Add(ticket, waiting) };
        Deadlines.Expect(turn, until);
        return waiting;
    }

    /// <param name="heard">Those of the points that were read, in the same order.</param>
    private static void AnswerRead(Turn turn, LiveRead read, ImmutableArray<HeardReading> heard)
    {
        Recording.DriverAnswered(turn, read.Request, read.Principal, heard);
        var answer = new ServedReading[read.Points.Length];
        var next = 0;
        for (var place = 0; place < answer.Length; place++)
        {
            var point = read.Points[place];
            // What has come into quarantine, or out of it, since it was asked is not among what was read.
            var isHeard = next < heard.Length && heard[next].Reading.Point == point;
            answer[place] = !IsReadable(turn.Spec, point) ? turn.Known.AsWritten(point)
                : isHeard ? AsHeard(turn, heard[next++])
                : turn.Known.Unread(point);
            if (answer[place].ServedBy != ServedBy.Driver)
                Recording.ShadowAnswered(turn, read.Request, read.Principal, answer[place]);
        }

        turn.Answer(read.Ticket, new ShadowReplies.PointsRead(
            turn.Spec.Id, read.Request, ImmutableCollectionsMarshal.AsImmutableArray(answer)));
    }

    private static ServedReading AsHeard(Turn turn, HeardReading heard) => heard.IsHeld || heard.IsLate
        ? turn.Known.Known(heard.Reading.Point, driverServes: true)
        : FromDriver(turn, heard);

    private static IReadOnlyList<PointReading> Readable(DeviceSpec spec, IReadOnlyList<PointReading> readings)
    {
        for (var place = 0; place < readings.Count; place++)
            if (!IsReadable(spec, readings[place].Point))
                return [.. readings.Where(reading => IsReadable(spec, reading.Point))];
        return readings;
    }

    private static bool IsReadable(DeviceSpec spec, PointId point) => spec.Point(point)?.IsReadable != false;

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
                || turn.State.IsUnread(id) || turn.Now.Uptime - live.At > limit
                || live.Status == StatusCode.UncertainLastUsableValue)
                return null;
            readings.Add(turn.Known.Known(id, driverServes: true));
        }

        return readings.MoveToImmutable();
    }

    private static ServedReading FromDriver(Turn turn, HeardReading heard)
    {
        var point = turn.Spec.Point(heard.Reading.Point)!;
        var age = turn.Now.Uptime - heard.At;
        return new ServedReading(
            point.Id,
            heard.Reading.Value,
            point.Unit,
            Freshness.Of(heard.Reading.Status, age, point.StaleAfter, driverServes: true),
            age,
            heard.Reading.SourceTime,
            ServedBy.Driver,
            heard.Overlay);
    }

    private static ImmutableArray<HeardReading> Heard(Turn turn, IReadOnlyList<PointReading> readings)
    {
        var heard = new HeardReading[readings.Count];
        var contact = turn.Live.Contact;
        for (var place = 0; place < heard.Length; place++)
        {
            var reading = readings[place];
            var at = turn.UptimeOf(reading);
            if (!(at <= contact) && IsContact(turn, reading)) contact = at;
            heard[place] = IsLate(turn, reading.Point, at)
                ? new HeardReading(reading, at, IsLate: true)
                : Overlays.Of(turn, reading, at);
        }

        var all = ImmutableCollectionsMarshal.AsImmutableArray(heard);
        Know(turn, all, contact);
        BootIdentity.Heard(turn, all);
        return all;
    }

    /// <summary>Where a point has no request that its device could answer, nothing was heard of it. A device may refuse
    /// in the same word; then this is no contact either, for what is not proven is none.</summary>
    private static bool IsContact(Turn turn, PointReading reading) =>
        reading.Status != StatusCode.BadConfigurationError && IsReadable(turn.Spec, reading.Point);

    /// <summary>A slow read may end after a quick one that began later.</summary>
    private static bool IsLate(Turn turn, PointId point, TimeSpan at) =>
        at < turn.Live.Readings.GetValueOrDefault(point)?.At || at < turn.Live.Overlays.GetValueOrDefault(point)?.At;
}
