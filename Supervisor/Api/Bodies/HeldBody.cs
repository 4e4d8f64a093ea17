using Understudy.Hardware.Model;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>A setting that differs from what is recorded.</summary>
public sealed record HeldBody(PointId Point, PointValue Recorded, PointValue? Actual, string Reason);
