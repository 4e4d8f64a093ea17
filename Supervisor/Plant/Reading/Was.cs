using Understudy.Hardware.Model;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>was</c>: the ids that something had before.</summary>
internal static class Was
{
    public const string Key = "was";

    /// <summary>The ids that can have been; the others are reported.</summary>
    public static IReadOnlyList<TextNode> Read(Fields fields, TextNode id, string what, ProblemList problems)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var former = new List<TextNode>();
        foreach (var was in fields.Texts(Key, $"the id that the {what} had before", PlantLimits.WasMax))
            if (!Name.IsValid(was.Text))
                problems.Add(was, $"'{was.Shown}' is no {what} id: {Name.Rule}.");
            else if (was.Text == id.Text)
                problems.Add(was, $"'{id.Text}' is what the {what} is called now: 'was' says what it was before.");
            else if (!known.Add(was.Text))
                problems.Add(was, $"'{was.Text}' is given twice.");
            else
                former.Add(was);
        return former;
    }

    /// <summary>Reports two that were the same, and former ids of something that was not renamed itself.</summary>
    /// <param name="all">All that is declared where ids are unique.</param>
    public static void Check(
        IReadOnlyList<(TextNode Id, IReadOnlyList<TextNode> Former)> all, string what, ProblemList problems)
    {
        if (all.All(one => one.Former.Count == 0)) return;
        var declared = all.ToDictionary(one => one.Id.Text, StringComparer.Ordinal);
        var heirs = new Dictionary<string, TextNode>(StringComparer.Ordinal);
        foreach (var (id, former) in all)
            foreach (var was in former)
                if (!heirs.TryAdd(was.Text, id))
                    problems.Add(was, $"The {what} '{heirs[was.Text].Text}' in line {heirs[was.Text].Line} was "
                        + $"'{was.Text}' too: only one of them can go on with its journal.");
                else if (declared.TryGetValue(was.Text, out var other) && other.Former.Count == 0)
                    problems.Add(was, $"The {what} '{was.Text}' is still declared, in line {other.Id.Line}: what was "
                        + "renamed is there under its new id only.");
    }
}
