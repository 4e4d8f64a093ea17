namespace Understudy.Tests.Architecture;

/// <summary>How long files and lines may be.</summary>
public static class SizeRules
{
    public const int FileLinesMax = 400;
    public const int LineColumnsMax = 120;
    public const int MedianFileLinesBelow = 100;

    public static IEnumerable<string> LongFile(SourceFile file)
    {
        if ((file.IsCSharp || file.IsRazor) && file.Lines.Count > FileLinesMax)
        {
            yield return $"{file.Path}: {file.Lines.Count} lines, more than {FileLinesMax}";
        }
    }

    public static IEnumerable<string> WideLine(SourceFile file)
    {
        if (!file.IsCSharp) yield break;
        for (var i = 0; i < file.Lines.Count; i++)
        {
            var columns = file.Lines[i].TrimEnd('\r').Length;
            if (columns > LineColumnsMax) yield return $"{file.Path}:{i + 1}: {columns} columns";
        }
    }

    public static IEnumerable<string> LongMedian(IEnumerable<SourceFile> files)
    {
        int[] lengths = [.. files.Where(file => file.IsCSharp).Select(file => file.Lines.Count).Order()];
        if (lengths.Length == 0) yield break;
        var median = lengths[lengths.Length / 2];
        if (median >= MedianFileLinesBelow) yield return $"median file length {median}";
    }
}
