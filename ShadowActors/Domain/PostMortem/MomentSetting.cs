using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>A setting as it was confirmed last.</summary>
/// <param name="Unit">UCUM code; null: the point was not declared.</param>
/// <param name="RecordedAt">When it was confirmed.</param>
/// <param name="Request">The request that wrote it.</param>
public sealed record MomentSetting(
    PointId Point, PointValue Value, string? Unit, DateTimeOffset RecordedAt, RequestId Request)
{
    internal static MomentSetting Of(string point, RecordedSetting setting, DeviceSpec? spec)
    {
        var id = new PointId(point);
        return new MomentSetting(id, setting.Value, spec?.Point(id)?.Unit, setting.Time, setting.Request);
    }
}
