using System.Collections.Concurrent;
using System.Diagnostics;
using Understudy.Hardware.Model;

namespace Understudy.Tests.Campaign;

/// <summary>
/// The load: one writer for each target, whose requests follow each other; readers; and clients that repeat settled
/// requests under their old keys, as one does that lost its memory.
/// </summary>
internal sealed class CampaignClients(CampaignApi api, IReadOnlyList<Target> targets, int seed)
{
    private const int Readers = 6;
    private const int Repeaters = 4;
    private const int RefusalsMax = 20;
    private static readonly TimeSpan PatienceAfterLastKill = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(200);

    // The node that starts needs the processor more than clients that ask in vain.
    private static readonly TimeSpan AbsentDelay = TimeSpan.FromMilliseconds(500);

    private readonly ConcurrentQueue<Story> _stories = new();
    private readonly ConcurrentBag<Story> _settled = [];
    private readonly ConcurrentQueue<string> _oddAnswers = new();
    private readonly CancellationTokenSource _end = new();
    private Task _all = Task.CompletedTask;
    private long _ended;
    private long _reads;
    private long _confirmed;

    public IReadOnlyList<Story> Stories => [.. _stories];

    /// <summary>Answers to reads that no client should get.</summary>
    public IReadOnlyList<string> OddAnswers => [.. _oddAnswers];

    public long Reads => Interlocked.Read(ref _reads);

    /// <summary>Requests confirmed so far: what tells that the load goes on.</summary>
    public long Confirmed => Interlocked.Read(ref _confirmed);

    public void Start() => _all = Task.WhenAll(
    [
        .. targets.Select((target, i) => Task.Run(() => WriteAsync(target, new Random(HashCode(i))))),
        .. Enumerable.Range(1000, Readers).Select(i => Task.Run(() => ReadAsync(new Random(HashCode(i))))),
        .. Enumerable.Range(2000, Repeaters).Select(i => Task.Run(() => RepeatAsync(new Random(HashCode(i))))),
    ]);

    /// <summary>No new requests; those under way are followed to their verdict.</summary>
    public async Task EndAsync()
    {
        if (!_end.IsCancellationRequested) _ended = Stopwatch.GetTimestamp();
        await _end.CancelAsync();
        await _all;
    }

    private int HashCode(int client) => unchecked((seed * 7919) + client);

    private async Task WriteAsync(Target target, Random random)
    {
        for (var number = 1; !_end.IsCancellationRequested; number++)
        {
            // Every fifth is beyond what the device takes, and what the node knows nothing of.
            var value = target.Name == "limited" && number % 5 == 0 ? CampaignPlant.LimitedMax + number : number;
            var story = new Story(target, $"{target.ToString().Replace('/', '.')}.{number}", value);
            _stories.Enqueue(story);
            await FollowAsync(story, random);
            await PauseAsync(random.Next(50, 250));
        }
    }

    /// <summary>Until there is a verdict: after a lost connection with the same key, after a refusal mostly.</summary>
    private async Task FollowAsync(Story story, Random random)
    {
        var refusals = 0;
        var isAccepted = false;
        while (!_end.IsCancellationRequested || Stopwatch.GetElapsedTime(_ended) < PatienceAfterLastKill)
        {
            var attempt = isAccepted ? await api.AskAsync(story) : await api.SendAsync(story);
            story.Add(attempt);
            switch (attempt.Verdict)
            {
                case Verdict.Confirmed or Verdict.Rejected or Verdict.Indeterminate:
                case Verdict.NotExecuted when isAccepted:
                case Verdict.NotExecuted when ++refusals >= RefusalsMax || random.Next(6) == 0:
                    Settle(story, attempt.Verdict.Value);
                    return;
                case Verdict.Accepted or Verdict.Sent:
                    isAccepted = true;
                    break;
                case null when attempt.Status == 404:
                    isAccepted = false;
                    break;
            }

            await Task.Delay(attempt.NeverArrived ? AbsentDelay : RetryDelay);
        }
    }

    private void Settle(Story story, Verdict verdict)
    {
        story.Settle(verdict);
        if (verdict == Verdict.Confirmed) Interlocked.Increment(ref _confirmed);
        if (verdict is Verdict.Confirmed or Verdict.Rejected) _settled.Add(story);
    }

    private async Task ReadAsync(Random random)
    {
        string[] points = ["level", "blocked", "queued", "wide", "limited", "output"];
        while (!_end.IsCancellationRequested)
        {
            var target = targets[random.Next(targets.Count)];
            var point = points[random.Next(points.Length)];
            var attempt = await api.ReadAsync(target.Device, point);
            if (attempt.Status == 200) Interlocked.Increment(ref _reads);
            else if (!attempt.IsLoss && attempt.Status != 503)
                _oddAnswers.Enqueue($"{target.Device}/{point} {attempt}");
            await PauseAsync(random.Next(10, 50));
        }
    }

    private async Task RepeatAsync(Random random)
    {
        while (!_end.IsCancellationRequested)
        {
            var settled = _settled.ToArray();
            if (settled.Length > 0)
            {
                var story = settled[random.Next(settled.Length)];
                var attempt = await api.SendAsync(story, "repeat");
                story.Add(attempt);
                if (attempt.NeverArrived) await PauseAsync((int)AbsentDelay.TotalMilliseconds);
            }

            await PauseAsync(random.Next(20, 60));
        }
    }

    private Task PauseAsync(int milliseconds) =>
        Task.Delay(milliseconds, _end.Token).ContinueWith(_ => { }, TaskScheduler.Default);
}
