using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Manager;
using Words = Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>The plant as declared, each gateway asked where it runs.</summary>
public sealed class ClusterPlantView(
    PlantView plant,
    IDeviceClient devices,
    INodeHealth health,
    IJournalReader journal,
    NodeOptions options,
    TimeProvider clock)
    : IPlantView
{
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(2);

    public async Task<PlantSnapshot> GetPlantAsync(CancellationToken cancellation)
    {
        if (plant.Current is not { } declared)
            return new PlantSnapshot(clock.GetUtcNow(), options.NodeName, IsReady: false, null, []);
        var healthAnswer = health.GetAsync();
        var answers = await devices.GetGatewaysAsync(AnswerTimeMax).WaitAsync(cancellation);
        var (_, reasons) = await healthAnswer.WaitAsync(cancellation);
        var statuses = answers.ToDictionary(answer => answer.Gateway, answer => answer.Status);
        return new PlantSnapshot(
            clock.GetUtcNow(),
            options.NodeName,
            IsReady: true,
            reasons.Count > 0 ? string.Join(' ', reasons) : null,
            [.. declared.Spec.Gateways.Select(gateway => Of(gateway, statuses.GetValueOrDefault(gateway.Id)))]);
    }

    public async Task<IReadOnlyList<Words.JournalEntry>?> GetJournalAsync(
        DeviceId device, int limit, CancellationToken cancellation)
    {
        var rows = await journal.ReadAsync(new JournalQuery(JournalStreams.IdOf(device), Limit: limit), cancellation);
        return [.. rows.Reverse().Select(Of)];
    }

    private static Words.JournalEntry Of(JournalEntry row) =>
        new(row.Sequence, row.Time, Words.JournalEntry.KindOf(row.Manifest), row.Event());

    private static GatewayPicture Of(Hardware.Plant.GatewaySpec spec, ShadowReplies.GatewayStatus? status)
    {
        var told = status is null || status.Devices.IsDefault
            ? []
            : status.Devices.ToDictionary(device => device.Device);
        return new GatewayPicture(
            spec.Id,
            status?.Link ?? $"{spec.Link.Kind} {spec.Link.Host}:{spec.Link.Port}",
            status?.LinkUp,
            spec.NotRun ?? (status is null ? "The gateway gave no answer in time." : status.LinkReason),
            status?.Node,
            [.. spec.Devices.Select(device => new DevicePicture(
                device.Id, device.Profile, device.Area, told.GetValueOrDefault(device.Id)))])
        {
            Alarms = status?.Alarms ?? [],
        };
    }
}
