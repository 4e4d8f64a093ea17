using Understudy.Hardware.Model;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Supervisor.CommandLine.Journals;

/// <summary>Where a journal is read: at a node, or in its database. The answers are those of the API.</summary>
public interface IJournalSource
{
    Task<ApiAnswer> EntriesAsync(DeviceId device, JournalInput part, CancellationToken cancellation);

    Task<ApiAnswer> FailuresAsync(DeviceId device, CancellationToken cancellation);

    /// <param name="number">Null: the newest.</param>
    Task<ApiAnswer> ReportAsync(DeviceId device, long? number, CancellationToken cancellation);

    Task<ApiAnswer> StateAsync(DeviceId device, DateTimeOffset at, CancellationToken cancellation);
}
