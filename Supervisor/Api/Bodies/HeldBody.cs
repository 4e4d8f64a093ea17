using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>A setting that differs from what is recorded.</summary>
/// <param name="Actual">What the device has, as far as it was read.</param>
/// <param name="Since">When it was found first.</param>
public sealed record HeldBody(
    PointId Point, PointValue Recorded, PointValue? Actual, string Reason, DateTimeOffset? Since)
{
    public static HeldBody Of(HeldDifference held) =>
        new(held.Point, held.Recorded, held.Actual, held.Reason, held.Since);
}
