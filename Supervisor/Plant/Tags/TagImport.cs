using System.Diagnostics;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Tags;

/// <summary>Reads a table of points (CSV) as a profile. The points are checked by what reads plant files.</summary>
public static class TagImport
{
    /// <param name="fileName">What problems call the file.</param>
    /// <param name="profile">The id that the profile gets.</param>
    public static TagImportResult Parse(
        string csv, string fileName, string profile, DeviceClass deviceClass, Addressing addressing)
    {
        var problems = new TagProblems(fileName);
        var table = TagTable.Read(CsvText.Read(csv, problems), problems);
        // Cells that could not be read would only make further problems of points that lack them.
        var points = problems.Count == 0 ? new TagRowReader(table, addressing, problems).Points() : null;
        if (problems.Count > 0 || points is null) return Failed(problems);
        Check(points, profile, deviceClass, table, problems);
        if (problems.Count > 0) return Failed(problems);

        var yaml = ProfileText.Of(profile, PlantWord.Of(deviceClass), [.. points.Entries.Select(PlainPoint.Of)]);
        if (PlantFile.Parse(yaml, fileName) is { IsValid: false } bad)
            throw new UnreachableException($"{string.Join('\n', bad.Lines())}\n{yaml}");
        return new TagImportResult(yaml, points.Entries.Count, []);
    }

    private static TagImportResult Failed(TagProblems problems) => new(null, 0, [.. problems.Lines()]);

    private static void Check(
        MapNode points, string profile, DeviceClass deviceClass, TagTable table, TagProblems problems)
    {
        static TextNode Text(string text) => new(1, 1, KeyPath.Root, text, isQuoted: false);
        var keys = new MapNode(
            1, 1, KeyPath.Root, [new(Text("class"), Text(PlantWord.Of(deviceClass))), new(Text("points"), points)]);
        var found = new ProblemList("");
        ProfileReader.ReadAll(
            new MapNode(1, 1, KeyPath.Root, [new(Text(profile), keys)]), new OtherInputs(found), found);
        var failed = found.Failed();
        foreach (var problem in failed.Problems)
            problems.Add(problem.Line, table.NameOf(problem.Column - 1), problem.Message);
        problems.AddUnlisted(failed.ProblemCount - failed.Problems.Length);
    }
}
