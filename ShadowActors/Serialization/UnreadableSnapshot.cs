namespace Understudy.ShadowActors.Serialization;

/// <summary>Stands for a snapshot whose bytes can't be read.</summary>
internal sealed record UnreadableSnapshot(string Reason)
{
    public override string ToString() => $"unreadable ({Reason})";
}
