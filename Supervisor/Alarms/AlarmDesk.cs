using Akka.Actor;
using Akka.Hosting;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Manager;

namespace Understudy.Supervisor.Alarms;

/// <summary>Takes orders on alarms to whose they are.</summary>
public sealed class AlarmDesk(IDeviceClient devices, IRequiredActor<GatewayRegion> region, PlantView plant)
{
    private static readonly TimeSpan AnswerTime = TimeSpan.FromSeconds(5);

    /// <param name="id">As an alarm's body has it.</param>
    /// <param name="time">Shelve: for how long.</param>
    /// <returns>Null: no answer came in time.</returns>
    public async Task<ShadowReplies.IShadowReply?> OrderAsync(
        string id, AlarmOrder order, RequestId request, string principal, string? comment, TimeSpan? time)
    {
        if (!AlarmIds.TryParse(id, out var gateway, out var device, out var alarm)) return Unknown(id);
        if (device is not null)
            return await devices.AskAsync(new ShadowCommands.ChangeAlarm(
                device, request, principal, alarm, order, comment, time, AnswerTime));
        if (plant.Current?.Gateway(gateway) is null) return Unknown(id);
        try
        {
            return await region.ActorRef.Ask<ShadowReplies.IShadowReply>(
                new GatewayCommands.ChangeAlarm(gateway, request, principal, alarm, order, comment, time),
                AnswerTime);
        }
        catch (Exception error) when (error is AskTimeoutException or TaskCanceledException)
        {
            return null;
        }
    }

    private static ShadowReplies.Refused Unknown(string id) =>
        new(id, RefusalKind.UnknownAlarm, $"No alarm '{id}' can be: it is gateway:alarm, gateway:device:alarm or "
            + "gateway:device:point:alarm of what is declared.", ServedBy.ShadowCheck);
}
