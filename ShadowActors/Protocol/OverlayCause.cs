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

    /// <summary>The device went back to a count that it had some time ago, and goes on from there.</summary>
    SetBack,
}
