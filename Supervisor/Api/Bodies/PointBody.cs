using System.Text.Json.Serialization;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>A point as it was read.</summary>
/// <param name="Point">Its id within the device.</param>
/// <param name="Value">True, false, a number, a string, an object of such for a structure, or null;
/// <c>{"real":"NaN"}</c> for what JSON has no number for.</param>
/// <param name="Unit">UCUM code.</param>
/// <param name="Quality">Good, Uncertain or Bad.</param>
/// <param name="Status">The OPC UA status code's name without its severity.</param>
/// <param name="Age">Seconds; null where it can't be proven.</param>
/// <param name="Overlay">Not there: the value is what the device gave. Else the offset that was added to what it gave,
/// and that.</param>
public sealed record PointBody(
    string Point,
    PointValue? Value,
    string Unit,
    string Quality,
    string Status,
    double? Age,
    DateTimeOffset? SourceTime,
    ServedBy ServedBy,
    RequestId? RequestId,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] AppliedOverlay? Overlay = null)
{
    public static PointBody Of(ServedReading reading, RequestId? request) => new(
        reading.Point.Value,
        reading.Value,
        reading.Unit,
        reading.Status.Quality.ToString(),
        reading.Status.Name,
        reading.Age is { } age ? Math.Round(age.TotalSeconds, 3) : null,
        reading.SourceTime,
        reading.ServedBy,
        request,
        AddedOverlay.Of(reading));
}
