using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>How urgent an alarm is: the priorities of ISA-18.2. On OPC UA's scale of 1 to 1000 (Part 9, 5.8.2) they
/// are 200, 500, 700 and 900.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlarmSeverity>))]
public enum AlarmSeverity : byte
{
    Low,
    Medium,
    High,
    Critical,
}
