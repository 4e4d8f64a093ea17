using Understudy.Hardware.Model;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>classes</c>: what the plant says otherwise of kinds of devices.</summary>
internal static class ClassReader
{
    public static IReadOnlyDictionary<DeviceClass, ClassPolicies> ReadAll(PlantNode? node, ProblemList problems)
    {
        var classes = Enum.GetValues<DeviceClass>().ToDictionary(
            kind => kind, kind => new ClassPolicies(PolicyDefaults.None, UpkeepReader.DefaultOf(kind)));
        foreach (var (key, value) in NamedEntries.Of(node, "class", classes.Count, problems))
            if (PlantWord.Parse<DeviceClass>(key.Text) is not { } kind)
                problems.Add(
                    key, $"'{key.Shown}' is no class: {Spelling.Hint(key.Text, [.. PlantWord.All<DeviceClass>()])}");
            else if (Fields.Of(value, PlantKeys.Class, problems) is { } fields)
                classes[kind] = new ClassPolicies(
                    PolicyDefaults.Read(fields, problems),
                    UpkeepReader.Read(fields, classes[kind].Upkeep, problems));
        return classes;
    }
}
