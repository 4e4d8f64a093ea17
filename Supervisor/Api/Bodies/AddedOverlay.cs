using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What an answer tells of an overlay.</summary>
internal static class AddedOverlay
{
    /// <summary>Null where nothing was added: the value is what the device gave.</summary>
    public static AppliedOverlay? Of(ServedReading reading) =>
        reading.Overlay is { Offset.AsNumber: not 0 } overlay ? overlay : null;
}
