namespace Understudy.DriverActors.Links;

/// <summary>
/// Whether a peer that is asked one request at a time takes another while it says nothing to the one before. Learnt
/// from reads, which may be sent again: a change goes past an attempt only where a read did. Touched under the gate's
/// lock only.
/// </summary>
internal sealed class OverlapTrust(TimeProvider time)
{
    /// <summary>So many reads in a row that were answered only when they were sent again, alone, and nothing is sent
    /// past an attempt any more.</summary>
    public const int FailuresMax = 3;

    /// <summary>So many connections in a row that ended while an unproven peer had two requests, likewise: one may have
    /// been a cable.</summary>
    public const int LossesMax = 2;

    /// <summary>After this time it is found out once more: another failure or loss then says the same at once.
    /// </summary>
    public static readonly TimeSpan RefutedTime = TimeSpan.FromDays(1);

    private int _failuresInRow;
    private int _lossesInRow;
    private long? _refutedAt;
    private bool _isByLosses;

    public bool IsRefuted => _refutedAt is { } at && time.GetElapsedTime(at) < RefutedTime;

    /// <summary>A read past an attempt was answered: the attempt keeps the peer from nothing.</summary>
    public bool IsProven { get; private set; }

    public bool Allows(bool isMutation) => !IsRefuted && (IsProven || !isMutation);

    /// <summary>While the peer still said nothing to the other one: it does not work off one after the other.</summary>
    public void Answered() => (IsProven, _failuresInRow, _lossesInRow, _refutedAt) = (true, 0, 0, null);

    public void AnsweredOnlyAlone()
    {
        IsProven = false;
        if (++_failuresInRow >= FailuresMax) Refute(isByLosses: false);
    }

    /// <summary>The peer ended the connection while it had two requests.</summary>
    public void ConnectionLost()
    {
        if (!IsProven && ++_lossesInRow >= LossesMax) Refute(isByLosses: true);
    }

    /// <summary>The peer may have begun anew, as another one. Who ended connections is not believed for beginning
    /// another, else it would end that one too.</summary>
    public void Reconnected()
    {
        IsProven = false;
        if (!_isByLosses) _refutedAt = null;
    }

    private void Refute(bool isByLosses) => (_refutedAt, _isByLosses) = (time.GetTimestamp(), isByLosses);
}
