namespace Understudy.Supervisor.Plant.Reading;

/// <summary>The points of one profile.</summary>
/// <param name="Drafts">Those without a problem that leaves nothing to go on, in the order of the file.</param>
/// <param name="Declared">The ids of all.</param>
/// <param name="Others">What interlocks name of other devices.</param>
internal sealed record ProfilePoints(
    IReadOnlyList<PointDraft> Drafts, IReadOnlyCollection<string> Declared, OtherInputs Others)
{
    public PointDraft? Find(string id) => Drafts.FirstOrDefault(point => point.Spec.Id.Value == id);
}
