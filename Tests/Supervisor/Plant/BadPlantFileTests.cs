using System.Globalization;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

/// <summary>Files in <c>bad/</c>, each with the first problem it must have in its first line.</summary>
public sealed class BadPlantFileTests
{
    private const string Mark = "# expect ";

    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(RepositoryFile.PathOf("Tests", "Supervisor", "Plant", "bad"))
            .Select(path => Path.GetFileName(path)),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_bad_file_is_refused_with_place_and_reason(string file)
    {
        var yaml = RepositoryFile.Text("Tests", "Supervisor", "Plant", "bad", file);
        Assert.StartsWith(Mark, yaml);
        var expected = yaml[Mark.Length..yaml.IndexOf('\n', StringComparison.Ordinal)];
        var result = PlantFile.Parse(yaml, file);
        Assert.False(result.IsValid);
        var first = result.Problems[0];
        Assert.StartsWith(
            expected, string.Create(CultureInfo.InvariantCulture, $"{first.Line}: {first.Key}: {first.Message}"));
        Assert.True(first.Column > 0);
        Assert.Equal(file, first.File);
        Assert.True(result.ProblemCount == 1, string.Join('\n', result.Lines()));
    }
}
