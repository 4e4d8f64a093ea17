using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantSchemaTests
{
    private static readonly JsonElement Definitions = JsonDocument
        .Parse(RepositoryFile.Text("docs", "plant.schema.json")).RootElement.GetProperty("$defs");

    public static TheoryData<string> Kinds => [.. PlantKeys.All.Select(keys => keys.What)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_schema_has_the_keys_that_are_read(string kind)
    {
        var definition = Definitions.GetProperty(kind);
        var keys = PlantKeys.All.Single(keys => keys.What == kind).Keys;
        Assert.Equal(keys.Order(), definition.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order());
        Assert.False(definition.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void The_schema_closes_no_other_mapping() => Assert.Equal(
        PlantKeys.All.Select(keys => keys.What).Order(),
        Definitions.EnumerateObject()
            .Where(definition => definition.Value.TryGetProperty("properties", out _))
            .Select(definition => definition.Name)
            .Order());

    [Fact]
    public void The_schema_has_the_words_that_are_read()
    {
        AreTheWords<PointType>("type");
        AreTheWords<WordOrder>("order");
        AreTheWords<BitWrites>("profile", "bitWrites");
        AreTheWords<PointRole>("point", "role");
        AreTheWords<ReplayRule>("replay");
        AreTheWords<ConflictRule>("onConflict");
        AreTheWords<DeviceClass>("profile", "class");
        AreTheWords<Addressing>("profile", "addressing");
        AreTheWords<GatewayFallback>("gateway", "fallback");
        AreTheWords<TransactionIdRule>("link", "transactionId");
        AreTheWords<WhenDown>("whenDown");
        AreTheWords<RecordRule>("record");
        AreTheWords<AlarmSeverity>("alarms", "severity");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_key_is_described(string kind)
    {
        var text = RepositoryFile.Text("docs", "plant-file.md");
        Assert.All(PlantKeys.All.Single(keys => keys.What == kind).Keys, key => Assert.Contains($"`{key}`", text));
    }

    [Fact]
    public void The_full_example_in_the_description_is_read()
    {
        var text = RepositoryFile.Text("docs", "plant-file.md");
        var begin = text.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        Given.Plant(text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)]);
    }

    private static void AreTheWords<T>(string kind, string? key = null)
        where T : struct, Enum
    {
        var definition = Definitions.GetProperty(kind);
        if (key is not null) definition = definition.GetProperty("properties").GetProperty(key);
        Assert.Equal(
            Enum.GetNames<T>().Order(StringComparer.OrdinalIgnoreCase),
            definition.GetProperty("enum").EnumerateArray().Select(w => w.GetString()!)
                .Order(StringComparer.OrdinalIgnoreCase),
            StringComparer.OrdinalIgnoreCase);
    }
}
