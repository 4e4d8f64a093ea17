using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>All that the journal tells of one failure of a device.</summary>
/// <param name="Cause">The first failure; others before a driver served again are steps.</param>
/// <param name="Before">The last requests of clients before it, oldest first; of mutations with their verdict.</param>
/// <param name="Requests">Requests to change the device that the driver had, or that were asked until one served again,
/// with the newest verdict on record. What was refused is among the answers.</param>
/// <param name="Steps">What was done, in order, with durations.</param>
/// <param name="Settings">What was restored, left as it was, rejected or held; only the last of each setting counts,
/// where a recovery began anew.</param>
/// <param name="Counts">All answers that clients were given from the failure until a driver served again, by sort.
/// </param>
/// <param name="Answers">These answers themselves.</param>
/// <param name="LeadingTo">The last entries of other kinds before the failure: an ordered restart, a drill, a claim.
/// </param>
/// <param name="Others">Entries of other kinds from the failure until a driver served again.</param>
/// <param name="UpTo">The entry with which the report ends, because no driver served again for so long; null: nothing
/// is left out behind it.</param>
public sealed record FailureReport(
    DeviceId Device,
    FailureSummary Summary,
    FailureCause Cause,
    ImmutableArray<ClientAnswer> Before,
    Listed<RequestStory> Requests,
    Listed<RecoveryStep> Steps,
    Listed<SettingOutcome> Settings,
    ImmutableArray<AnswerCount> Counts,
    Listed<ClientAnswer> Answers,
    ImmutableArray<OtherEntry> LeadingTo,
    Listed<OtherEntry> Others,
    long? UpTo = null)
{
    /// <summary>The report on the failure that <paramref name="summary"/> tells of, from the entries of its stream in
    /// their order: from <see cref="FirstEntry"/> on, as far as there are any. Pure; bounded in memory.</summary>
    /// <returns>Null: the entry of the failure is not among them.</returns>
    public static FailureReport? Of(DeviceId device, FailureSummary summary, IEnumerable<StreamEntry> entries)
    {
        var builder = new FailureReportBuilder(device, summary);
        foreach (var entry in entries)
            if (!builder.Add(entry))
                break;
        return builder.Build();
    }

    /// <summary>The number of the first entry that the report looks at.</summary>
    public static long FirstEntry(FailureSummary summary) =>
        Math.Max(1, summary.FromEntry - PostMortemLimits.EntriesBeforeMax);
}
