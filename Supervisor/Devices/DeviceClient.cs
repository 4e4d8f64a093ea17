using Akka.Actor;
using Akka.Hosting;
using Understudy.DriverActors.Tracing;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Devices;

/// <summary>Asks by way of the shard region.</summary>
public sealed class DeviceClient(IRequiredActor<GatewayRegion> region, PlantView plant) : IDeviceClient
{
    /// <summary>How much longer than the command's own time an answer is waited for: the way there and back.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan NotReadyRetryAfter = TimeSpan.FromSeconds(1);
    private const int GatewaysAskedAtOnce = 256;

    public Task<ShadowReplies.IShadowReply?> AskAsync(ShadowCommands.IShadowCommand command) => RequestTrace.IsOn
        ? RequestSpan.FollowAsync(command, traced => AskAsync(traced, traced.Timeout + Margin))
        : AskAsync(command, command.Timeout + Margin);

    public async Task<ShadowReplies.IShadowReply?> AskAsync(IDeviceMessage query, TimeSpan timeout) =>
        Refuse(query.Device) is { } refused ? refused : await TellAsync(query, timeout) as ShadowReplies.IShadowReply;

    public async Task<ShadowReplies.GatewayStatus?> GetGatewayAsync(GatewayId gateway, TimeSpan timeout) =>
        plant.Current?.Gateway(gateway) is null
            ? null
            : await TellAsync(new ShadowQueries.GetGateway(gateway), timeout) as ShadowReplies.GatewayStatus;

    public async Task<IReadOnlyList<(GatewayId Gateway, ShadowReplies.GatewayStatus? Status)>> GetGatewaysAsync(
        TimeSpan timeout)
    {
        var statuses = new List<(GatewayId, ShadowReplies.GatewayStatus?)>();
        foreach (var some in (plant.Current?.Spec.Gateways ?? []).Chunk(GatewaysAskedAtOnce))
        {
            var answers = await Task.WhenAll(some.Select(gateway => GetGatewayAsync(gateway.Id, timeout)));
            statuses.AddRange(some.Zip(answers, (gateway, answer) => (gateway.Id, answer)));
        }

        return statuses;
    }

    private ShadowReplies.Refused? Refuse(DeviceId device)
    {
        if (plant.Current is not { } current || (plant.IsToChange && current.Device(device) is null))
        {
            return new ShadowReplies.Refused(
                device.ToString(),
                RefusalKind.NotReady,
                "The node has not read the declared plant yet.",
                ServedBy.ShadowBusy,
                NotReadyRetryAfter);
        }

        if (current.Gateway(device.Gateway) is null)
        {
            return new ShadowReplies.Refused(
                device.ToString(),
                RefusalKind.UnknownGateway,
                $"No gateway '{device.Gateway}' is declared.{CalledNow(current, device)}",
                ServedBy.ShadowCheck);
        }

        return current.Device(device) is not null
            ? null
            : new ShadowReplies.Refused(
                device.ToString(),
                RefusalKind.UnknownDevice,
                $"The gateway '{device.Gateway}' has no device '{device.Name}'.{CalledNow(current, device)}",
                ServedBy.ShadowCheck);
    }

    private static string CalledNow(DeclaredPlant plant, DeviceId device) =>
        plant.Journals.CalledNow(device) is { } now && plant.Device(now) is not null
            ? $" '{device}' is called '{now}' now."
            : "";

    private async Task<object?> TellAsync(IGatewayMessage message, TimeSpan timeout)
    {
        try
        {
            return await region.ActorRef.Ask<object>(message, timeout);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
        catch (TaskCanceledException)
        {
            // What the ask ends with when the actor system stops meanwhile.
            return null;
        }
    }
}
