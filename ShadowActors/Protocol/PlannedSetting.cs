using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

public sealed record PlannedSetting(PointId Point, PointValue Value);
