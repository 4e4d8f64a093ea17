using System.Text.Json;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Simulation.Scripts;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Simulation.Scripts;

public sealed class ScriptSchemaTests
{
    private static readonly JsonElement Definitions = JsonDocument
        .Parse(RepositoryFile.Text("docs", "simulation.schema.json")).RootElement.GetProperty("$defs");

    public static TheoryData<string> Kinds => [.. ScriptKeys.All.Select(keys => keys.What)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void The_schema_has_the_keys_that_are_read(string kind)
    {
        var definition = Definitions.GetProperty(kind);
        var keys = ScriptKeys.All.Single(keys => keys.What == kind).Keys;
        Assert.Equal(keys.Order(), definition.GetProperty("properties").EnumerateObject().Select(p => p.Name).Order());
        Assert.False(definition.GetProperty("additionalProperties").GetBoolean());
    }

    [Fact]
    public void The_schema_closes_no_other_mapping() => Assert.Equal(
        ScriptKeys.All.Select(keys => keys.What).Order(),
        Definitions.EnumerateObject()
            .Where(definition => definition.Value.TryGetProperty("properties", out _))
            .Select(definition => definition.Name)
            .Order());

    [Fact]
    public void The_schema_has_the_words_that_are_read()
    {
        Assert.Equal(
            ScriptKeys.FaultWords,
            Words(Definitions.GetProperty("step").GetProperty("properties").GetProperty("fault")
                .GetProperty("anyOf")[0]));
        AreTheWords<ModbusExceptionCode>("fault", "exception");
        AreTheWords<SplitPlace>("splitReply", "at");
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_key_and_fault_is_described(string kind)
    {
        var text = RepositoryFile.Text("docs", "simulation.md");
        Assert.All(
            ScriptKeys.All.Single(keys => keys.What == kind).Keys,
            key => Assert.True(
                text.Contains($"`{key}`", StringComparison.Ordinal)
                    || text.Contains($"`{{{key}: ", StringComparison.Ordinal),
                $"{kind}: {key}"));
        Assert.All(ScriptKeys.FaultWords, word => Assert.Contains($"| `{word}`", text, StringComparison.Ordinal));
    }

    [Fact]
    public void The_example_in_the_description_is_read_for_the_example_plant()
    {
        var text = RepositoryFile.Text("docs", "simulation.md");
        var begin = text.IndexOf("```yaml\n", StringComparison.Ordinal) + "```yaml\n".Length;
        var example = text[begin..text.IndexOf("```", begin, StringComparison.Ordinal)];
        Assert.Empty(ScriptFile.Parse(example, "example.yaml", Given.Plant(Given.Example)).Problems);
    }

    private static void AreTheWords<T>(string kind, string key)
        where T : struct, Enum => Assert.Equal(
        Enum.GetNames<T>().Order(StringComparer.OrdinalIgnoreCase),
        Words(Definitions.GetProperty(kind).GetProperty("properties").GetProperty(key))
            .Order(StringComparer.OrdinalIgnoreCase),
        StringComparer.OrdinalIgnoreCase);

    private static IEnumerable<string> Words(JsonElement definition) =>
        definition.GetProperty("enum").EnumerateArray().Select(word => word.GetString()!);
}
