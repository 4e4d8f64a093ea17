namespace Understudy.Supervisor.Api.Events;

/// <summary>
/// A subscriber's lease on one device: when to ask for it and to renew it, and what its shadow's silence means. All
/// moments are on one monotonic clock.
/// </summary>
public sealed record DeviceLease
{
    /// <summary>How often a lease is renewed: three times before it would end.</summary>
    public static readonly TimeSpan RenewPeriod = TimeSpan.FromSeconds(10);

    /// <summary>A renewal that is not answered within this time: the shadow is away.</summary>
    public static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(5);

    /// <summary>How often a shadow that is away is asked for.</summary>
    public static readonly TimeSpan AskPeriod = TimeSpan.FromSeconds(1);

    /// <summary>A shadow that is away for longer: nothing is known of the device any more.</summary>
    public static readonly TimeSpan AwayTimeMax = TimeSpan.FromSeconds(2);

    private TimeSpan? _askedAt;
    private TimeSpan _awaySince;
    private long _accepted;

    private DeviceLease()
    {
    }

    /// <summary>The number of the last asking.</summary>
    public long Number { get; private init; }

    /// <summary>A shadow has answered and was not lost since.</summary>
    public bool IsHeld { get; private init; }

    /// <summary>The device's points were told to be unknown.</summary>
    public bool IsGivenUp { get; private init; }

    public static DeviceLease StartingAt(TimeSpan now) => new() { _awaySince = now };

    public bool IsDue(TimeSpan now) => _askedAt is not { } asked
        || (IsHeld ? _accepted == Number && now - asked >= RenewPeriod : now - asked >= AskPeriod);

    /// <summary>The shadow that answered before does so no more.</summary>
    public bool IsOverdue(TimeSpan now) => IsHeld && _accepted < Number && now - _askedAt >= AnswerTimeMax;

    public bool IsHopeless(TimeSpan now) => !IsHeld && !IsGivenUp && now - _awaySince >= AwayTimeMax;

    public DeviceLease Asked(TimeSpan now) => this with { Number = Number + 1, _askedAt = now };

    /// <summary>Null: an answer that a later one has overtaken, maybe of a shadow that has lost the device.</summary>
    public DeviceLease? Answered(long number) => number < _accepted || number > Number
        ? null
        : this with { _accepted = number, IsHeld = true, IsGivenUp = false };

    public DeviceLease Lost(TimeSpan now) => this with { IsHeld = false, _awaySince = now, _askedAt = null };

    public DeviceLease GivenUp() => this with { IsGivenUp = true };
}
