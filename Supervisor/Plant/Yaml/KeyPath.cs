namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>The keys that lead to a place in the file; made into text only when a problem needs it.</summary>
internal sealed class KeyPath(KeyPath? parent, string name)
{
    public static readonly KeyPath Root = new(null, "");

    public KeyPath Of(string key) => new(this, key);

    public override string ToString() =>
        parent is null ? name : ReferenceEquals(parent, Root) ? name : $"{parent}.{name}";
}
