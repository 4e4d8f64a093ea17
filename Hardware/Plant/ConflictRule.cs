using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>What becomes of a setting that the device has differently when it is too late to restore it by itself, or
/// with a value that it does not fall back to: somebody may have changed it on purpose.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConflictRule>))]
public enum ConflictRule : byte
{
    /// <summary>Shown, and left to an operator.</summary>
    Hold,

    /// <summary>The recorded value is written all the same.</summary>
    Restore,

    /// <summary>The device's value is recorded as the setting.</summary>
    Adopt,
}
