using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>What to do about held differences.</summary>
/// <param name="Points">Of these; none: of all that are held.</param>
public sealed record ResolveBody(ResolveAction? Action, ImmutableArray<string>? Points = null);

[JsonConverter(typeof(JsonStringEnumConverter<ResolveAction>))]
public enum ResolveAction : byte
{
    /// <summary>The recorded value is written.</summary>
    Apply,

    /// <summary>The device's value becomes the recorded one.</summary>
    Adopt,
}
