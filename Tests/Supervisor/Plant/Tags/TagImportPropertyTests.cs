using System.Text;
using CsCheck;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;
using Understudy.Supervisor.Plant.Tags;

namespace Understudy.Tests.Supervisor.Plant.Tags;

public sealed class TagImportPropertyTests
{
    private static readonly string[] Seeds =
    [
        TagExport.Of(SimulatedPlant.Text(), "simulated.yaml", "vfd", ',').Csv!,
        "id;structure;at;type;role;values;rangeMin\nramp;;;structure;configuration;;\na;ramp;holding/1;;;0=off;1=on;\n"
            + "b;ramp;holding/2;int16;;;-1\ns;;40010.3;;trigger;;\n",
    ];

    private static readonly string[] Pieces =
    [
        ",", ";", "\t", "\n", "\r\n", "\"", "\"\"", "'", "'=", "=", "-", "\\", "\\;", " ", "#", "\0", "\uFEFF",
        "\uD800", "\uFFFD", "id", "at", "structure", "values", "0=a", "1,5", "-1", "1e999", "true", "NULL",
        "holding/65535", "40001", "holding/9.3", "99999999999999999999", "{a}", "string", "float64", "configuration",
    ];

    private static readonly Gen<(int Place, int Removed, string Added)> Edit = Gen.Select(
        Gen.Int[0, 5_000], Gen.Int[0, 20], Gen.OneOf(Gen.OneOf(Pieces), Gen.String[0, 5]));

    [Fact]
    public void Any_table_is_a_plant_file_or_has_problems() => Gen
        .Select(Gen.OneOf(Seeds), Edit.Array[0, 6], Gen.Enum<Addressing>())
        .Sample((seed, edits, addressing) => IsAnswered(Edited(seed, edits), addressing), iter: 3_000);

    [Fact]
    public void Any_heap_of_pieces_is_a_plant_file_or_has_problems() => Gen
        .Select(Gen.OneOf(Pieces).Array[0, 40], Gen.Enum<Addressing>())
        .Sample((pieces, addressing) => IsAnswered($"id,at,{string.Concat(pieces)}", addressing), iter: 3_000);

    private static void IsAnswered(string csv, Addressing addressing)
    {
        var result = TagImport.Parse(csv, "tags.csv", "p", DeviceClass.Register, addressing);
        Assert.Equal(result.IsValid, result.Problems.IsEmpty);
        if (result.IsValid) Given.Plant(result.Yaml);
        else Assert.All(result.Problems, problem => Assert.Matches("^(tags.csv: row [0-9]+[,:]|and )", problem));
    }

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
}
