using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>Reads the end of a device's journal. Where none is registered the pages say that it can't be read.</summary>
public interface IJournalWindow
{
    /// <summary>Newest first.</summary>
    Task<IReadOnlyList<JournalEntry>> LastAsync(DeviceId device, int limit, CancellationToken cancellation);
}
