namespace Understudy.Tests.Architecture;

/// <summary>A file of the repository, its path relative to the root and with slashes.</summary>
public sealed record SourceFile(string Path, string Text)
{
    private readonly Lazy<CSharpText> _split = new(() => CSharpText.Split(Text));

    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    public IReadOnlyList<string> Folders => Path.Split('/')[..^1];

    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    public bool IsRazor => Path.EndsWith(".razor", StringComparison.Ordinal);

    public bool IsTest => Path.StartsWith("Tests/", StringComparison.Ordinal);

    public IReadOnlyList<string> Lines => LinesOf(Text);

    /// <summary>The text without comments and without what stands in strings; everything keeps its place.</summary>
    public string Code => _split.Value.Code;

    /// <summary>The comments alone; everything keeps its place.</summary>
    public string Comments => _split.Value.Comments;

    public string At(int index) => $"{Path}:{Text.AsSpan(0, index).Count('\n') + 1}";

    private static string[] LinesOf(string text)
    {
        var lines = text.Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
