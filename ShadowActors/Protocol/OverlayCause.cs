using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>Why a count is lower than it was.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OverlayCause>))]
public enum OverlayCause : byte
{
    /// <summary>The device began to count anew.</summary>
    Reset,

    /// <summary>The count passed the largest number that its type holds.</summary>
    Wrap,
}
