using System.Text.Json.Serialization;

namespace Understudy.DriverActors.Protocol;

/// <summary>How a driver is made to fail in a drill.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DrillFault>))]
public enum DrillFault : byte
{
    /// <summary>The next call throws before it sends anything.</summary>
    Throw,

    /// <summary>The next call ignores its cancellation and does not end until its driver is disposed.</summary>
    Hang,
}
