using System.Collections.Immutable;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>
/// Finds the failures in a stream: from a <c>driver-failed</c> to the next <c>recovery-completed</c>. It needs entries
/// of <see cref="Kinds"/> only, in their order, and keeps no more than a page of what it finds.
/// </summary>
/// <param name="first">The number of the first failure that is added.</param>
/// <param name="before">Only failures with smaller numbers are kept; null: all.</param>
/// <param name="limit">The newest so many are kept.</param>
public sealed class FailureIndex(long first = 1, long? before = null, int limit = PostMortemLimits.FailuresPerPageMax)
{
    /// <summary>What must be added, without versions.</summary>
    public static readonly ImmutableArray<string> Kinds =
        ["claimed", "driver-failed", "device-faulted", "recovery-completed"];

    private readonly Queue<FailureSummary> _kept = new();
    private FailureSummary? _open;
    private bool _isSameOwner;

    /// <summary>How many failures were added.</summary>
    public long Count { get; private set; }

    /// <summary>Those of them that are over.</summary>
    public long Ended { get; private set; }

    /// <summary>The newest first.</summary>
    public ImmutableArray<FailureSummary> NewestFirst =>
        _open is { } open && IsWanted(open) ? [open, .. _kept.Reverse().Take(limit - 1)] : [.. _kept.Reverse()];

    public void Add(StreamEntry entry)
    {
        switch (entry.Event)
        {
            case ShadowEvents.Claimed: _isSameOwner = false; break;
            case ShadowEvents.DriverFailed failed when _open is null:
                _isSameOwner = true;
                _open = new FailureSummary(
                    first + Count++, entry.Number, null, entry.Time, failed.Kind, failed.Message,
                    failed.Stamp.Incarnation, 1, DeviceMode.Active, null, null, null);
                break;
            case ShadowEvents.DriverFailed: _open = _open! with { Failures = _open.Failures + 1 }; break;
            case ShadowEvents.DeviceFaulted when _open is not null:
                _open = _open with { Outcome = DeviceMode.Faulted, FaultedAt = entry.Time };
                break;
            case ShadowEvents.RecoveryCompleted completed when _open is not null: End(entry, completed); break;
        }
    }

    /// <summary>How long the recovery took: by the clock of the owner who had all of it, else by the wall clock.
    /// </summary>
    internal static double Seconds(
        DateTimeOffset from, DateTimeOffset to, ShadowEvents.RecoveryCompleted completed, bool isSameOwner) =>
        isSameOwner ? completed.ElapsedUs / 1e6 : Math.Max(0, (to - from).TotalSeconds);

    private void End(StreamEntry entry, ShadowEvents.RecoveryCompleted completed)
    {
        var ended = _open! with
        {
            ToEntry = entry.Number,
            Outcome = DeviceMode.Passive,
            EndedAt = entry.Time,
            Seconds = Seconds(_open.At, entry.Time, completed, _isSameOwner),
        };
        Ended++;
        _open = null;
        if (!IsWanted(ended)) return;
        _kept.Enqueue(ended);
        if (_kept.Count > limit) _kept.Dequeue();
    }

    private bool IsWanted(FailureSummary failure) => before is null || failure.Number < before;
}
