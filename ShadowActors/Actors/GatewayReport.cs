using System.Collections.Immutable;
using Akka.Actor;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Actors;

/// <summary>Gathers what the shadows of a gateway tell of themselves.</summary>
internal static class GatewayReport
{
    /// <summary>A shadow that does not tell within this time is left out.</summary>
    public static readonly TimeSpan ShadowTime = TimeSpan.FromSeconds(1);

    public static async Task<ShadowReplies.GatewayStatus> AskAsync(
        ShadowReplies.GatewayStatus gateway, IReadOnlyList<IActorRef> shadows, ImmutableArray<DeviceSpec> devices)
    {
        var question = devices.Length > 0 ? new ShadowQueries.GetDevice(devices[0].Id) : null;
        var told = await Task.WhenAll(shadows.Select(shadow => AskAsync(shadow, question)));
        return gateway with
        {
            Devices =
            [
                .. told.OfType<ShadowReplies.DeviceStatus>()
                    .OrderBy(device => device.Device.ToString(), StringComparer.Ordinal),
            ],
        };
    }

    private static async Task<object?> AskAsync(IActorRef shadow, object? question)
    {
        try
        {
            return await shadow.Ask(question!, ShadowTime);
        }
        catch (AskTimeoutException)
        {
            return null;
        }
    }
}
