using Understudy.Hardware.Model;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>A difference that is none any more.</summary>
/// <param name="Value">What the device has and the journal records.</param>
public sealed record ResolvedBody(PointId Point, ResolveAction Action, PointValue? Value);
