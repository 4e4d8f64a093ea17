using System.Text;
using CsCheck;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantFilePropertyTests
{
    private static readonly string[] Seeds = [Given.Example, SimulatedPlant.Text()];

    private static readonly string[] Pieces =
    [
        "{", "}", "[", "]", ":", ": ", ",", "\n", "  ", "\t", "- ", "#",
        "&a ", "*a", "!!", "|", ">", "'", "\"", "%", "@",
        "`", "? ", "---\n", "...\n", "\0", "\uFEFF", "\uD800", "\\", "0x",
        "-1", "1e999", "null", "~", "<<", "at", "unit: 1",
        "holding/65535", "float32", "99999999999999999999",
    ];

    private static readonly Gen<(int Place, int Removed, string Added)> Edit = Gen.Select(
        Gen.Int[0, 10_000], Gen.Int[0, 30], Gen.OneOf(Gen.OneOf(Pieces), Gen.String[0, 5]));

    [Fact]
    public void No_text_makes_the_parser_throw() => Gen
        .Select(Gen.OneOf(Seeds), Edit.Array[1, 8])
        .Sample((seed, edits) => IsAnswered(Edited(seed, edits)), iter: 3_000);

    [Fact]
    public void No_heap_of_pieces_makes_the_parser_throw() => Gen
        .OneOf(Pieces).Array[0, 40].Sample(pieces => IsAnswered(string.Concat(pieces)), iter: 3_000);

    private static string Edited(string seed, (int Place, int Removed, string Added)[] edits)
    {
        var text = new StringBuilder(seed);
        foreach (var (place, removed, added) in edits)
        {
            var at = place % (text.Length + 1);
            text.Remove(at, Math.Min(removed, text.Length - at)).Insert(at, added);
        }

        return text.ToString();
    }

    private static void IsAnswered(string yaml)
    {
        var result = PlantFile.Parse(yaml, "plant.yaml");
        Assert.Equal(result.IsValid, result.ProblemCount == 0);
        Assert.Equal(result.Problems.Length, Math.Min(result.ProblemCount, PlantParseResult.ProblemsListedMax));
        Assert.All(result.Problems, problem => Assert.True(problem is { Line: > 0, Column: > 0, Message.Length: > 0 }));
    }
}
