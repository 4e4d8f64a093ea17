namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>A single value as written. Quoted text is never a number or a boolean.</summary>
internal sealed class TextNode(int line, int column, KeyPath path, string text, bool isQuoted)
    : PlantNode(line, column, path)
{
    private const int ShownMax = 40;

    public string Text { get; } = text;

    public bool IsQuoted { get; } = isQuoted;

    public bool IsNothing => Text.Length == 0 && !IsQuoted;

    /// <summary>The text for a message: shortened, on one line.</summary>
    public string Shown
    {
        get
        {
            var shown = Text.Length <= ShownMax ? Text : Text[..ShownMax] + "...";
            return string.Concat(shown.Select(c => char.IsControl(c) ? ' ' : c));
        }
    }

    public override string What => IsNothing ? "nothing" : $"'{Shown}'";
}
