using System.Text.Json.Serialization;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>A value of a point, as the API gives it.</summary>
/// <param name="Age">In seconds; null where it can't be proven.</param>
public sealed record ApiReading(
    string Point,
    PointValue? Value,
    string Unit,
    string Quality,
    string? Status,
    [property: JsonConverter(typeof(AgeConverter))] TimeSpan? Age,
    DateTimeOffset? SourceTime,
    string ServedBy,
    AppliedOverlay? Overlay = null)
{
    [JsonIgnore]
    public string ValueInWords => Value is null
        ? ValueText.None
        : UnitText.WithUnit(ValueText.Of(Value), Unit);

    [JsonIgnore]
    public string QualityInWords => QualityText.Of(Quality, Status);
}
