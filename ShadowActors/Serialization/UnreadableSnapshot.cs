namespace Understudy.ShadowActors.Serialization;

/// <summary>Stands for a snapshot whose bytes can't be read.</summary>
/// <param name="Reason">Why, with its manifest.</param>
public sealed record UnreadableSnapshot(string Reason)
{
    public override string ToString() => $"unreadable ({Reason})";
}
