using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>Gathers what the shadows of a gateway tell of themselves.</summary>
internal static class GatewayReport
{
    /// <summary>A shadow that does not tell within this time is left out.</summary>
    public static readonly TimeSpan ShadowTime = TimeSpan.FromSeconds(1);

    public static async Task<ShadowReplies.GatewayStatus> AskAsync(
        ShadowReplies.GatewayStatus gateway, IReadOnlyList<(DeviceId Device, IActorRef Shadow)> shadows)
    {
        var told = await Task.WhenAll(shadows.Select(each => AskAsync(each.Device, each.Shadow)));
        return gateway with
        {
            Devices =
            [
                .. told.OfType<ShadowReplies.DeviceStatus>()
                    .OrderBy(device => device.Device.ToString(), StringComparer.Ordinal),
            ],
        };
    }

    private static async Task<object?> AskAsync(DeviceId device, IActorRef shadow)
    {
        try
        {
            return await shadow.Ask(new ShadowQueries.GetDevice(device), ShadowTime);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
