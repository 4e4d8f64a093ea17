namespace Understudy.ShadowActors.Protocol;

/// <summary>How the steps around the settings of a restore group ended.</summary>
/// <param name="Locked">Every step of locking is done; if not, the group is written again at the next
/// recovery.</param>
/// <param name="Reason">What the device said no to; null: nothing.</param>
public sealed record TransferredGroup(string Name, bool Locked, string? Reason);
