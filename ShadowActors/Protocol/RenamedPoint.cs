using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>A point that had another id before.</summary>
public sealed record RenamedPoint(PointId From, PointId To);
