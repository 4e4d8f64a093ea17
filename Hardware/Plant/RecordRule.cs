using System.Text.Json.Serialization;

namespace Understudy.Hardware.Plant;

/// <summary>Which answers to reads go into the journal while the driver works. Answers given by the shadow always do.
/// </summary>
[JsonConverter(typeof(JsonStringEnumConverter<RecordRule>))]
public enum RecordRule : byte
{
    All,

    /// <summary>Only readings whose value or status differs from the one recorded last, by more than the point's
    /// deadband, and one when the last record is as old as the point allows.</summary>
    Change,
    None,
}
