using System.Text.Json.Serialization;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What is done about a held difference.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ResolveAction>))]
public enum ResolveAction : byte
{
    /// <summary>The recorded value is written.</summary>
    Apply,

    /// <summary>The device's value becomes the recorded one.</summary>
    Adopt,
}
