using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>What was told of a point.</summary>
/// <param name="Quality">Good, Uncertain or Bad.</param>
public sealed record PointAnswer(PointId Point, PointValue? Value, Quality Quality, StatusCode Status);
