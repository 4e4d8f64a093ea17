using System.Globalization;
using Understudy.Hardware.Model;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.PostMortem;

namespace Understudy.Supervisor.CommandLine.Journals;

/// <summary>Asks a node.</summary>
public sealed class NodeJournal(ApiClient client) : IJournalSource
{
    // A long journal is read to its end.
    private static readonly TimeSpan ReadTimeMax = TimeSpan.FromMinutes(2);

    public Task<ApiAnswer> EntriesAsync(DeviceId device, JournalInput part, CancellationToken cancellation)
    {
        var query = $"?limit={part.Limit}";
        if (part.From is { } from) query += $"&from={from}";
        if (part.To is { } to) query += $"&to={to}";
        if (part.Kind is { } kind) query += $"&kind={Uri.EscapeDataString(kind)}";
        if (part.After is { } after) query += $"&after={after}";
        return client.GetAsync($"{ApiClient.PathOf(device)}/journal{query}", cancellation);
    }

    public Task<ApiAnswer> FailuresAsync(DeviceId device, CancellationToken cancellation) =>
        client.GetAsync($"{ApiClient.PathOf(device)}/failures", cancellation, ReadTimeMax);

    public Task<ApiAnswer> ReportAsync(DeviceId device, long? number, CancellationToken cancellation)
    {
        var name = number?.ToString(CultureInfo.InvariantCulture) ?? PostMortemAnswers.Newest;
        return client.GetAsync($"{ApiClient.PathOf(device)}/failures/{name}", cancellation, ReadTimeMax);
    }

    public Task<ApiAnswer> StateAsync(DeviceId device, DateTimeOffset at, CancellationToken cancellation) =>
        client.GetAsync($"{ApiClient.PathOf(device)}/state?at={at.UtcDateTime:O}", cancellation, ReadTimeMax);
}
