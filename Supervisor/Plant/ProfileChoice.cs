using System.Collections.Immutable;
using Understudy.Supervisor.Plant.Reading;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant;

/// <summary>One profile of a plant file that is valid as a whole.</summary>
/// <param name="Keys">What the file says of it; null exactly if there are problems.</param>
/// <param name="Draft">What that means.</param>
/// <param name="Problems">One line each.</param>
internal sealed record ProfileChoice(MapNode? Keys, ProfileDraft? Draft, ImmutableArray<string> Problems)
{
    /// <param name="name">Null: the only one that there is.</param>
    public static ProfileChoice Of(string yaml, string fileName, string? name)
    {
        var plant = PlantFile.Parse(yaml, fileName);
        if (!plant.IsValid) return new ProfileChoice(null, null, [.. plant.Lines()]);
        var top = (MapNode)YamlText.Top(yaml, new ProblemList(fileName), "profiles are expected")!;
        var node = top.Entries.FirstOrDefault(entry => entry.Key.Text == "profiles").Value;
        var profiles = node is MapNode map ? map.Entries : [];
        var names = profiles.Select(entry => entry.Key.Text).ToArray();
        if (names.Length == 0) return Failed($"{fileName}: there are no profiles.");
        if (name is null && names.Length > 1)
            return Failed(
                $"{fileName}: there are several profiles, choose one with --profile: {string.Join(", ", names)}.");
        name ??= names[0];
        if (!names.Contains(name)) return Failed($"{fileName}: '{name}' is no profile: {Spelling.Hint(name, names)}");
        var keys = (MapNode)profiles.First(entry => entry.Key.Text == name).Value;
        var again = new ProblemList(fileName);
        return new ProfileChoice(keys, ProfileReader.ReadAll(node, new OtherInputs(again), again)[name], []);
    }

    private static ProfileChoice Failed(string problem) => new(null, null, [problem]);
}
