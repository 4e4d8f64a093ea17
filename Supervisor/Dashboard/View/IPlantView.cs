using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>Where the pages get what they show. Asked by <see cref="PlantFeed"/> once for all open pages.</summary>
public interface IPlantView
{
    /// <summary>The plant as it is now. Never throws for a gateway that gives no answer: that is part of the picture.
    /// </summary>
    Task<PlantSnapshot> GetPlantAsync(CancellationToken cancellation);

    /// <summary>The last entries of a device's journal, newest first; null where it can't be read now.</summary>
    Task<IReadOnlyList<JournalEntry>?> GetJournalAsync(DeviceId device, int limit, CancellationToken cancellation);
}
