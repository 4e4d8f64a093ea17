namespace Understudy.ShadowActors.Domain;

/// <summary>What follows from an input: the shadow as it is then, and what its actor must do, in this order.</summary>
public sealed record Decision(Shadow Shadow, IReadOnlyList<ShadowEffects.Effect> Effects);
