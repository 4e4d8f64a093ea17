using System.Globalization;
using Understudy.Hardware.Model;

namespace Understudy.Tests.Campaign;

/// <summary>All that a client knows of one request: what it asked, under which key, what it was told when.</summary>
/// <param name="Number">Tells this request among those of its target, and is the value that is written.</param>
internal sealed class Story(Target target, string key, long number)
{
    private readonly Lock _lock = new();
    private readonly List<Attempt> _attempts = [];

    public Target Target { get; } = target;

    public string Key { get; } = key;

    public long Number { get; } = number;

    /// <summary>What the client goes by in the end; null: it gave up without having been told.</summary>
    public Verdict? Verdict { get; private set; }

    /// <summary>When the client was told.</summary>
    public DateTimeOffset? Told { get; private set; }

    public IReadOnlyList<Attempt> Attempts
    {
        get
        {
            lock (_lock) return [.. _attempts];
        }
    }

    public void Add(Attempt attempt)
    {
        lock (_lock) _attempts.Add(attempt);
    }

    public void Settle(Verdict verdict)
    {
        Told = DateTimeOffset.UtcNow;
        Verdict = verdict;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Target} number {Number}, key {Key}: {Verdict?.ToString() ?? "no verdict"}{Environment.NewLine}"
        + $"{string.Join(Environment.NewLine, Arrived.Select(attempt => $"    {attempt}"))}");

    private IEnumerable<Attempt> Arrived => Attempts.Where(attempt => !attempt.NeverArrived);
}

/// <summary>One exchange about a request.</summary>
/// <param name="What">send, ask or repeat.</param>
/// <param name="Status">Null: the connection was lost, or (<paramref name="TimedOut"/>) no answer came.</param>
internal sealed record Attempt(
    string What, DateTimeOffset From, DateTimeOffset To, int? Status, Verdict? Verdict, string? Reason, bool TimedOut)
{
    /// <summary>Nobody listened, so it tells nothing of what may have been executed.</summary>
    public bool NeverArrived => IsLoss && Reason?.Contains("refused", StringComparison.Ordinal) == true;

    public bool IsLoss => Status is null && !TimedOut;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{From:HH:mm:ss.fff} to {To:HH:mm:ss.fff} {What}: "
        + $"{Status?.ToString(CultureInfo.InvariantCulture) ?? (TimedOut ? "no answer" : "connection lost")} "
        + $"{Verdict} {Reason}");
}
