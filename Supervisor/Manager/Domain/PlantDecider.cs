using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Manager.Domain;

/// <summary>Decides about plants that are to be applied. A plant is taken whole or not at all.</summary>
public static class PlantDecider
{
    /// <param name="ttlMax">How long this node lets something wait in the queue; null: the default.</param>
    public static PlantDecision Decide(
        DeclaredPlant current, ShadowManagerMessages.ApplyPlant wanted, DateTimeOffset now, TimeSpan? ttlMax = null)
    {
        var parsed = wanted.Source == current.Source
            ? PlantFile.ParseRecorded(wanted.Source, wanted.FileName, ttlMax)
            : PlantFile.Parse(wanted.Source, wanted.FileName, ttlMax);
        if (!parsed.IsValid)
        {
            return new PlantDecision.Answer(new ShadowManagerMessages.PlantRefused(
                PlantRefusal.BadPlant,
                $"The plant file has {parsed.ProblemCount} problem{(parsed.ProblemCount == 1 ? "" : "s")}; "
                + "nothing was changed.",
                [.. parsed.Lines()]));
        }

        var diff = PlantDiff.Between(current.Spec, parsed.Plant);
        var reply = new ShadowManagerMessages.PlantAccepted(wanted.DryRun, diff.Lines);
        if (wanted.DryRun || wanted.Source == current.Source) return new PlantDecision.Answer(reply);
        return new PlantDecision.Append(
            new PlantEvents.PlantApplied(now, wanted.Principal, wanted.FileName, wanted.Source),
            new DeclaredPlant(wanted.FileName, wanted.Source, parsed.Plant),
            reply);
    }
}
