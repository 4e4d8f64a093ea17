namespace Understudy.ShadowActors.Domain;

/// <summary>How far the change of a link for another has come.</summary>
public enum RelinkPhase : byte
{
    /// <summary>None is under way.</summary>
    None,

    /// <summary>What is open on the present link is closed, and nothing is opened on it any more.</summary>
    Leaving,

    /// <summary>It is the other link from here on; it has not been up yet.</summary>
    Coming,
}
