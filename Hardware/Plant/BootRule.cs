using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>When a device's boot identity says that it began anew.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BootRule>))]
public enum BootRule : byte
{
    /// <summary>It is another value than before: a counter of starts.</summary>
    Changes,

    /// <summary>It is lower than before: the time since the start.</summary>
    Lower,
}
