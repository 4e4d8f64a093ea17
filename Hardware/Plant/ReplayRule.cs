using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>Whether a configuration point is written again after a recovery.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ReplayRule>))]
public enum ReplayRule : byte
{
    /// <summary>Read back, and written where it differs.</summary>
    Restore,

    /// <summary>Written without reading back.</summary>
    Always,

    /// <summary>Never written by itself.</summary>
    Never,
}
