using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.CommandLine.Words;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>The plant as declared, each gateway asked where it runs.</summary>
public sealed class ClusterPlantView(
    PlantView plant, IDeviceClient devices, NodeOptions options, TimeProvider clock, IServiceProvider services)
    : IPlantView
{
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(2);

    public async Task<PlantSnapshot> GetPlantAsync(CancellationToken cancellation)
    {
        if (plant.Current is not { } declared)
            return new PlantSnapshot(clock.GetUtcNow(), options.NodeName, IsReady: false, null, []);
        var answers = await devices.GetGatewaysAsync(AnswerTimeMax).WaitAsync(cancellation);
        var statuses = answers.ToDictionary(answer => answer.Gateway, answer => answer.Status);
        return new PlantSnapshot(
            clock.GetUtcNow(),
            options.NodeName,
            IsReady: true,
            null,
            [.. declared.Spec.Gateways.Select(gateway => Of(gateway, statuses.GetValueOrDefault(gateway.Id)))]);
    }

    public async Task<IReadOnlyList<JournalEntry>?> GetJournalAsync(
        DeviceId device, int limit, CancellationToken cancellation) =>
        services.GetService<IJournalWindow>() is { } journal
            ? await journal.LastAsync(device, limit, cancellation)
            : null;

    private static GatewayPicture Of(Hardware.Plant.GatewaySpec spec, ShadowReplies.GatewayStatus? status)
    {
        var told = status is null || status.Devices.IsDefault
            ? []
            : status.Devices.ToDictionary(device => device.Device);
        return new GatewayPicture(
            spec.Id,
            status?.Link ?? $"{spec.Link.Kind} {spec.Link.Host}:{spec.Link.Port}",
            status?.LinkUp,
            status is null ? "The gateway gave no answer in time." : status.LinkReason,
            status?.Node,
            [.. spec.Devices.Select(device => new DevicePicture(
                device.Id, device.Profile, device.Area, told.GetValueOrDefault(device.Id)))]);
    }
}
