using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>What somebody wants done with an alarm.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<AlarmOrder>))]
public enum AlarmOrder : byte
{
    Acknowledge,
    Reset,
    Shelve,
    Unshelve,
}
