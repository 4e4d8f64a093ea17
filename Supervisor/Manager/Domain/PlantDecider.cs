using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Manager.Domain;

/// <summary>Decides about plants that are to be applied. A plant is taken whole or not at all.</summary>
public static class PlantDecider
{
    /// <param name="hasEntries">Whether a stream of the journal is there; asked only for what is newly renamed.</param>
    public static async Task<PlantDecision> DecideAsync(
        DeclaredPlant current,
        ShadowManagerMessages.ApplyPlant wanted,
        DateTimeOffset now,
        Func<string, Task<bool>> hasEntries)
    {
        var parsed = wanted.Source == current.Source
            ? PlantFile.ParseRecorded(wanted.Source, wanted.FileName)
            : PlantFile.Parse(wanted.Source, wanted.FileName);
        if (!parsed.IsValid)
        {
            return new PlantDecision.Answer(new ShadowManagerMessages.PlantRefused(
                PlantRefusal.BadPlant,
                $"The plant file has {parsed.ProblemCount} problem{(parsed.ProblemCount == 1 ? "" : "s")}; "
                + "nothing was changed.",
                [.. parsed.Lines()]));
        }

        var isSame = wanted.Source == current.Source;
        var journals = isSame
            ? current.Journals
            : await JournalNaming.NextAsync(current.Journals, current.Spec, parsed.Plant, hasEntries);
        if (journals.Recorded is { Length: > JournalNames.RecordedMax })
        {
            return new PlantDecision.Answer(new ShadowManagerMessages.PlantRefused(
                PlantRefusal.BadPlant,
                $"With this plant more than {JournalNames.RecordedMax} gateways and devices would have been renamed; "
                + "nothing was changed.",
                []));
        }

        var next = new DeclaredPlant(wanted.FileName, wanted.Source, parsed.Plant, journals);
        var reply = new ShadowManagerMessages.PlantAccepted(
            wanted.DryRun,
            [.. PlantDiff.Between(current.Spec, next.Spec).Lines, .. RenameLines.Between(current, next)]);
        if (wanted.DryRun || isSame) return new PlantDecision.Answer(reply);
        return new PlantDecision.Append(
            new PlantEvents.PlantApplied(
                now, wanted.Principal, wanted.FileName, wanted.Source, journals.Recorded),
            next,
            reply);
    }
}
