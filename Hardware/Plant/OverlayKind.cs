using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>How the shadow corrects what a device gives and can't be given back.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OverlayKind>))]
public enum OverlayKind : byte
{
    /// <summary>A count goes on where it stood when the device begins anew: what it had reached is added.</summary>
    Offset,
}
