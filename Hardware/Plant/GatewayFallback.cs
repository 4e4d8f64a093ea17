using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

[JsonConverter(typeof(JsonStringEnumConverter<GatewayFallback>))]
public enum GatewayFallback : byte
{
    /// <summary>The gateway waits, answering from the journal, until the labelled node is there.</summary>
    Wait,

    /// <summary>Any node may take it.</summary>
    Any,
}
