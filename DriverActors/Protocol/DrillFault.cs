using System.Text.Json.Serialization;

namespace Understudy.DriverActors.Protocol;

/// <summary>How a driver is made to fail in a drill.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DrillFault>))]
public enum DrillFault : byte
{
    /// <summary>The next call throws before it sends anything.</summary>
    Throw,

    /// <summary>The next call never ends and ignores its cancellation.</summary>
    Hang,
}
