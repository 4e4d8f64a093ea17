using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using static Understudy.ShadowActors.Protocol.ShadowEvents;

namespace Understudy.ShadowActors.Domain;

public sealed partial record ShadowState
{
    /// <summary>Requests kept in quarantine; with one more the oldest is let go. Points have a place each.</summary>
    public const int QuarantinedRequestsMax = 256;

    private const string Lifted = "lifted from quarantine, for the next recovery to restore";

    /// <summary>What the driver had at a counted failure and has not done since, and when that was. What is in here
    /// once more is quarantined.</summary>
    public ImmutableSortedDictionary<string, DateTimeOffset> Suspects { get; init; } =
        ImmutableSortedDictionary.Create<string, DateTimeOffset>(StringComparer.Ordinal);

    public ImmutableSortedDictionary<string, Quarantined> Quarantine { get; init; } =
        ImmutableSortedDictionary.Create<string, Quarantined>(StringComparer.Ordinal);

    /// <summary>The point is not read, since its reading makes the driver fail.</summary>
    public bool IsUnread(PointId point) => Quarantine.ContainsKey(QuarantineId.OfRead(point));

    /// <summary>Those that the driver may read.</summary>
    public ImmutableArray<PointId> Read(ImmutableArray<PointId> points) =>
        Quarantine.IsEmpty ? points : [.. points.Where(point => !IsUnread(point))];

    /// <summary>Another declaration, or another driver, may not fail at it.</summary>
    private ImmutableSortedDictionary<string, DateTimeOffset> SuspectsUnder(string? declared) =>
        declared == Declared ? Suspects : Suspects.Clear();

    private ShadowState WithFailure(DriverFailed failed)
    {
        // An end that somebody chose is no error.
        var error = failed.Kind == FailureKind.Planned ? LastError : FailureWords.Of(failed.Kind, failed.Message);
        var next = this with { LastError = error, IsFailed = true };
        return failed.Kind.IsCounted()
            ? next with
            {
                Suspects = Suspects.SetItems(InFlight.Ids(failed).Select(id => KeyValuePair.Create(
                    id, failed.Stamp.Time))),
            }
            : next;
    }

    private ShadowState WithQuarantined(RequestQuarantined quarantined)
    {
        var (request, stamp) = (quarantined.Request, quarantined.Stamp);
        var what = Requests.GetValueOrDefault(request.Value)?.Operation.ToString() ?? request.Value;
        var next = WithVerdict(request, quarantined.Verdict, quarantined.Reason, ServedBy.ShadowRespond, stamp)
            .With(new Quarantined(
                QuarantineId.Of(request), what, stamp.Time, quarantined.Reason, quarantined.Declared,
                quarantined.Verdict));
        var requests = next.Quarantine.Values.Where(one => one.Verdict is not null).ToList();
        return requests.Count <= QuarantinedRequestsMax
            ? next
            : next with { Quarantine = next.Quarantine.Remove(requests.MinBy(one => one.Since)!.Id) };
    }

    private ShadowState WithQuarantined(ReadQuarantined quarantined) => With(new Quarantined(
        QuarantineId.OfRead(quarantined.Point), $"read {quarantined.Point}", quarantined.Stamp.Time,
        quarantined.Reason, quarantined.Declared));

    private ShadowState WithSkipped(SettingSkipped skipped)
    {
        var point = skipped.Point;
        var next = With(new Quarantined(
            QuarantineId.OfSetting(point), $"restore {point} = {skipped.Recorded}", skipped.Stamp.Time, skipped.Reason,
            skipped.Declared));
        return next with
        {
            Held = Held.SetItem(point.Value, new HeldDifference(
                point, skipped.Recorded, skipped.Actual, skipped.Reason, skipped.Stamp.Time, HoldCause.Quarantine)),
            Planned = [],
        };
    }

    private ShadowState With(Quarantined quarantined) => this with
    {
        Quarantine = Quarantine.SetItem(quarantined.Id, quarantined),
        Suspects = Suspects.Remove(quarantined.Id),
    };

    /// <summary>A request that surely was not executed may be asked again; of another one it stays unknown. Settings
    /// stay held until the next recovery, so that nobody takes what the device has for a change at the device.
    /// </summary>
    private ShadowState WithLifted(QuarantineLifted lifted)
    {
        var next = this with
        {
            Quarantine = Quarantine.RemoveRange(lifted.Ids),
            Suspects = Suspects.RemoveRange(lifted.Ids),
        };
        foreach (var id in lifted.Ids)
        {
            if (QuarantineId.SettingOf(id) is { } setting
                && next.Held.GetValueOrDefault(setting.Value) is { Cause: HoldCause.Quarantine } held)
                next = next with { Held = next.Held.SetItem(setting.Value, held with { Reason = Lifted }) };
            if (QuarantineId.RequestOf(id) is { } request
                && next.Requests.GetValueOrDefault(request.Value) is { } record && record.IsQuarantined)
                next = next with
                {
                    Requests = next.Requests.SetItem(
                        request.Value, record with { Reason = $"lifted from quarantine: {lifted.Reason}" }),
                };
        }

        return next;
    }
}
