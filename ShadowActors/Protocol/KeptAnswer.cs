namespace Understudy.ShadowActors.Protocol;

/// <summary>What the first one who gave an order under a key was told, to be told again.</summary>
/// <param name="Done">In words; null: a restart, which is told by where it stands, or a decision.</param>
/// <param name="Administrative">Of a decision, how the device stood with it; null: none.</param>
/// <param name="Lock">Of a decision, who held the lock with it; null: nobody.</param>
public sealed record KeptAnswer(
    string? Done = null, AdministrativeStatus? Administrative = null, LockStatus? Lock = null);
