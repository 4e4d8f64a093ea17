using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>Takes in the entries of a stream, in their order, and keeps what the report on one failure needs.</summary>
public sealed class FailureReportBuilder(DeviceId device, FailureSummary summary)
{
    private readonly Queue<ClientAnswer> _before = new();
    private readonly Queue<OtherEntry> _leadingTo = new();
    private readonly RequestStories _requests = new();
    private readonly RecoverySteps _steps = new();
    private readonly KeptEnds<ClientAnswer> _answers = new(PostMortemLimits.AnswersMax);
    private readonly KeptEnds<OtherEntry> _others = new(PostMortemLimits.OthersMax);
    private readonly Dictionary<AnswerCount, long> _counts = [];
    private FailureCause? _cause;
    private DateTimeOffset? _end;
    private long? _upTo;
    private int _meanwhile;

    /// <summary>Takes in the next entry.</summary>
    /// <returns>False: it needs no more.</returns>
    public bool Add(StreamEntry entry)
    {
        if (_end is not null) return AddAfter(entry);
        if (entry.Number == summary.FromEntry && entry.Event is ShadowEvents.DriverFailed failed) Start(entry, failed);
        else if (_cause is null) AddBefore(entry);
        else if (_meanwhile++ < PostMortemLimits.EntriesMeanwhileMax) AddMeanwhile(entry);
        else return false;
        return true;
    }

    /// <summary>Null: the entry of the failure was not among those added.</summary>
    public FailureReport? Build() => _cause is null
        ? null
        : new FailureReport(
            device,
            summary,
            _cause,
            [.. _before],
            _requests.Told,
            _steps.Told,
            _steps.Settings,
            [
                .. _counts.Select(pair => pair.Key with { Count = pair.Value })
                    .OrderByDescending(count => count.Count)
                    .ThenBy(count => count.ServedBy),
            ],
            _answers.ToListed(),
            [.. _leadingTo],
            _others.ToListed(),
            _meanwhile > PostMortemLimits.EntriesMeanwhileMax ? _upTo : null);

    private void Start(StreamEntry entry, ShadowEvents.DriverFailed failed)
    {
        _cause = new FailureCause(
            entry.Number, entry.Time, failed.Kind, failed.Kind.IsCounted(), failed.Message, failed.Stack,
            failed.Stamp.Incarnation);
        _steps.Start(_cause);
        _requests.Add(entry, failed);
        _requests.InFlight(failed.InFlight);
    }

    private void AddBefore(StreamEntry entry)
    {
        if (entry.Event is not { } happened)
        {
            AddBounded(_leadingTo, OtherEntry.Of(entry), PostMortemLimits.OthersBeforeMax);
            return;
        }

        _requests.Add(entry, happened);
        RefreshBefore(happened);
        if (happened is ShadowEvents.AnswersRecorded answers)
        {
            foreach (var answer in ClientAnswers.Of(entry.Number, answers))
                AddBounded(_before, answer, PostMortemLimits.RequestsBeforeMax);
        }
        else if (ClientAnswers.OfMutation(entry) is { } mutation)
        {
            if (_before.All(known => known.Verdict is null || known.Request != mutation.Request))
                AddBounded(_before, mutation, PostMortemLimits.RequestsBeforeMax);
        }
        else if (IsOther(happened))
        {
            AddBounded(_leadingTo, OtherEntry.Of(entry), PostMortemLimits.OthersBeforeMax);
        }
    }

    private void AddMeanwhile(StreamEntry entry)
    {
        _upTo = entry.Number;
        if (entry.Event is not { } happened)
        {
            _others.Add(OtherEntry.Of(entry));
            return;
        }

        _requests.Add(entry, happened);
        RefreshBefore(happened);
        if (happened is ShadowEvents.AnswersRecorded answers) Count(entry.Number, answers);
        else if (RequestStories.RequestOf(happened) is { } request) AddRequest(entry, happened, request);
        else if (!_steps.Add(entry, happened)) _others.Add(OtherEntry.Of(entry));
        // Its settings have their place; the steps around them are told as a line.
        if (happened is ShadowEvents.SettingsTransferred { Group: not null }) _others.Add(OtherEntry.Of(entry));
        if (happened is ShadowEvents.RecoveryCompleted) _end = entry.Time;
    }

    /// <summary>One that is quarantined is a step of the recovery too.</summary>
    private void AddRequest(StreamEntry entry, ShadowEvents.ShadowEvent happened, RequestId request)
    {
        _requests.Meanwhile(request);
        if (happened is ShadowEvents.RequestQuarantined) _steps.Add(entry, happened);
    }

    /// <summary>Requests that waited are executed when the driver serves again.</summary>
    private bool AddAfter(StreamEntry entry)
    {
        var isOver = entry.Event is ShadowEvents.DriverFailed
            || entry.Number > summary.ToEntry + PostMortemLimits.EntriesAfterMax;
        if (isOver) return false;
        if (entry.Event is not { } happened || RequestStories.RequestOf(happened) is null) return true;
        _requests.Add(entry, happened);
        RefreshBefore(happened);
        if (happened is ShadowEvents.RequestDispatched sent && RequestStories.AskedAt(entry, sent) < _end)
            _requests.Meanwhile(sent.Request);
        return true;
    }

    /// <summary>The newest verdict of what was asked before.</summary>
    private void RefreshBefore(ShadowEvents.ShadowEvent happened)
    {
        if (RequestStories.RequestOf(happened) is not { } request
            || _before.All(answer => answer.Verdict is null || answer.Request != request)
            || !_requests.State.Requests.TryGetValue(request.Value, out var record)) return;
        var all = _before.ToList();
        _before.Clear();
        foreach (var answer in all)
            _before.Enqueue(answer.Request == request && answer.Verdict is not null
                ? answer with { Verdict = record.Verdict, ServedBy = record.ServedBy, Reason = record.Reason }
                : answer);
    }

    private void Count(long entry, ShadowEvents.AnswersRecorded recorded)
    {
        foreach (var answer in recorded.Answers.Where(answer => answer.Request is not null))
        {
            var sort = new AnswerCount(
                answer.ServedBy, answer.Point is null ? null : answer.Status, answer.Refusal, answer.Verdict, 0);
            _counts[sort] = _counts.GetValueOrDefault(sort) + 1;
        }

        foreach (var answer in ClientAnswers.Of(entry, recorded)) _answers.Add(answer);
    }

    /// <summary>What is part of every day's work, or has a place of its own, is told as such.</summary>
    private static bool IsOther(ShadowEvents.ShadowEvent happened) => happened is not (
        ShadowEvents.RequestSettled or ShadowEvents.DispatchVoided or ShadowEvents.StageCompleted
        or ShadowEvents.DriverOpened or ShadowEvents.DriverFailed or ShadowEvents.RecoveryCompleted
        or ShadowEvents.TransferPlanned or ShadowEvents.SettingsTransferred or ShadowEvents.KeysForgotten
        or ShadowEvents.OrderKept);

    private static void AddBounded<T>(Queue<T> queue, T item, int max)
    {
        queue.Enqueue(item);
        if (queue.Count > max) queue.Dequeue();
    }
}
