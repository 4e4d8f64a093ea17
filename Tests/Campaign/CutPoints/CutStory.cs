using Understudy.Hardware.Model;

namespace Understudy.Tests.Campaign.CutPoints;

/// <summary>What one cell left behind with the client, the device and the journal.</summary>
/// <param name="Told">The client's answer; null: the node it asked is gone, or it asked nothing (a restore).</param>
/// <param name="Recorded">The verdict in the end; null: the journal never heard of it.</param>
/// <param name="Executions">How often the device did it.</param>
/// <param name="Before">What the setting was on the device; 0 where it is none.</param>
/// <param name="After">What it is in the end.</param>
/// <param name="Differences">Settings that are held.</param>
internal sealed record CutStory(
    CutKind Kind,
    CutPlace Place,
    Cut Cut,
    long Value,
    Verdict? Told,
    Verdict? Recorded,
    int Executions,
    long Before,
    long After,
    int Differences)
{
    /// <summary>It may be repeated, and a client waits for it.</summary>
    private bool IsWantedAgain =>
        !CutPlant.IsAtMostOnce(Kind) && Kind != CutKind.Queued && Cut != Cut.NodeLoss;

    /// <summary>What let it be sent is too old to be sent by. A safe action does not wait for the journal that long.
    /// </summary>
    private bool IsLate => Cut == Cut.Pause && Place == CutPlace.AfterAppend && Kind != CutKind.SafeCommand;

    public override string ToString() =>
        $"{Kind} cut {Place} by {Cut}: told {Told}, recorded {Recorded}, done {Executions} times, "
        + $"{Before} became {After} for {Value}, {Differences} differences";

    /// <param name="authorised">How often the journal let it be sent.</param>
    public IEnumerable<string> Problems(int authorised)
    {
        var isDone = Executions > 0;
        if (Executions > authorised) yield return $"done more often than written ahead ({authorised})";
        if (CutPlant.IsAtMostOnce(Kind) && Executions > 1) yield return "done twice";
        if (Recorded is Verdict.Sent or Verdict.Accepted) yield return "still open";
        if (Differences > 0) yield return "a setting is held";
        if (Told == Verdict.Confirmed && (!isDone || Recorded != Verdict.Confirmed)) yield return "told too much";
        var isNotOnRecord = Recorded is null or Verdict.NotExecuted;
        if (Told is Verdict.NotExecuted or Verdict.Rejected && (isDone || !isNotOnRecord))
            yield return "told that nothing was done";
        if (Recorded == Verdict.Confirmed && !isDone) yield return "on record as done, and it was not";
        if (isNotOnRecord && isDone) yield return "on record as not done, and it was";
        if (Recorded == Verdict.Indeterminate && IsWantedAgain) yield return "not known, though it could be sent again";
        if (IsLate && isDone && authorised < 2) yield return "sent after its time";
        if (!CutPlant.IsSetting(Kind)) yield break;
        var expected = Recorded == Verdict.Confirmed ? Value : Before;
        if (After != expected) yield return "the device holds something else than the journal says";
    }
}
