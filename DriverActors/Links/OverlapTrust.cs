namespace Understudy.DriverActors.Links;

/// <summary>
/// Whether a peer that is asked one request at a time takes another while it says nothing to the one before. Learnt
/// from reads, which may be sent again: a change goes past an attempt only where a read did. Touched under the gate's
/// lock only.
/// </summary>
internal sealed class OverlapTrust
{
    /// <summary>So many reads in a row that were answered only when they were sent again, alone, and nothing is sent
    /// past an attempt any more.</summary>
    public const int FailuresMax = 3;

    /// <summary>So many connections in a row that ended while an unproven peer had two requests, likewise: one may have
    /// been a cable.</summary>
    public const int LossesMax = 2;

    private int _failuresInRow;
    private int _lossesInRow;
    private bool _isProven;

    public bool IsRefuted { get; private set; }

    public bool Allows(bool isMutation) => !IsRefuted && (_isProven || !isMutation);

    /// <summary>While the peer still said nothing to the other one: it does not work off one after the other.</summary>
    public void Answered() => (_isProven, _failuresInRow, _lossesInRow) = (true, 0, 0);

    public void AnsweredOnlyAlone()
    {
        _isProven = false;
        IsRefuted |= ++_failuresInRow >= FailuresMax;
    }

    /// <summary>The peer ended the connection while it had two requests.</summary>
    public void ConnectionLost() => IsRefuted |= !_isProven && ++_lossesInRow >= LossesMax;
}
