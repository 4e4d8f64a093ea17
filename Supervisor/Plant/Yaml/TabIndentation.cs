namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>Finds tabs before the first word of a line, which YAML forbids and editors hide.</summary>
internal static class TabIndentation
{
    public static void Check(string yaml, ProblemList problems)
    {
        var line = 0;
        foreach (var text in yaml.AsSpan().EnumerateLines())
        {
            line++;
            var indentation = text[..(text.Length - text.TrimStart(" \t").Length)];
            var tab = indentation.IndexOf('\t');
            var isBlank = indentation.Length == text.Length || text[indentation.Length] == '#';
            if (tab >= 0 && !isBlank)
                problems.Add(line, tab + 1, "", "A tab is used for indentation: use spaces.");
        }
    }
}
