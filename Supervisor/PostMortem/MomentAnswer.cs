using Understudy.ShadowActors.Domain.PostMortem;

namespace Understudy.Supervisor.PostMortem;

/// <summary>What was on record at a moment, or why that can't be told.</summary>
/// <param name="WhyNot">Null where there is a moment, and where nothing at all is on record of the device.</param>
public sealed record MomentAnswer(DeviceMoment? Moment, string? WhyNot);
