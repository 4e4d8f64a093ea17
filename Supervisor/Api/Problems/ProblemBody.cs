using System.Collections.Immutable;
using System.Text.Json.Serialization;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Problems;

/// <summary>An error as RFC 9457 has it, with what is known of the request.</summary>
/// <param name="Type">Names the kind of problem: <c>urn:understudy:problem:...</c>.</param>
/// <param name="Verdict">Of a request to change a device: what is known of it.</param>
/// <param name="Problems">One line per problem of a plant file, or per difference not resolved.</param>
public sealed record ProblemBody(
    string Type,
    string Title,
    int Status,
    string Detail,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Instance = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] Verdict? Verdict = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RequestId? RequestId = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ServedBy? ServedBy = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ImmutableArray<string>? Problems = null);
