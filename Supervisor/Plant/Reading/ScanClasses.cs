using System.Diagnostics.CodeAnalysis;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>The scan classes of one gateway.</summary>
internal sealed class ScanClasses
{
    private readonly Dictionary<string, ScanClass> _classByName;

    private ScanClasses(Dictionary<string, ScanClass> classByName)
    {
        _classByName = classByName;
        Signature = string.Join(";", classByName.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    public IReadOnlyCollection<string> Names => _classByName.Keys;

    /// <summary>The same text for gateways whose scan classes are the same.</summary>
    public string Signature { get; }

    public static ScanClasses Read(PlantNode? node, ProblemList problems)
    {
        var classes = new Dictionary<string, ScanClass>(StringComparer.Ordinal);
        foreach (var (key, value) in NamedEntries.Of(
            node, "scan class", PlantLimits.ScanClassesPerGatewayMax, problems))
        {
            if (PlantDuration.TryParse(key.Text, out _))
                problems.Add(key, $"'{key.Text}' reads as a duration: give the scan class a name, for example fast.");
            classes.Add(key.Text, Class(value, problems));
        }

        return new ScanClasses(classes);
    }

    /// <summary>False if there is no such class.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out ScanClass? found) =>
        _classByName.TryGetValue(name, out found);

    /// <summary>A period, or a mapping that has one.</summary>
    private static ScanClass Class(PlantNode value, ProblemList problems)
    {
        if (value is not MapNode) return new ScanClass(Period(value, problems), Keeping.Unsaid);
        var fields = Fields.Of(value, PlantKeys.ScanClass, problems)!;
        fields.Required("period", "how often the points of the class are read, for example period: 500ms");
        return new ScanClass(fields.Duration("period", PlantLimits.ScanPeriodMin), KeepingReader.Read(fields));
    }

    private static TimeSpan? Period(PlantNode value, ProblemList problems)
    {
        if (value is TextNode text && PlantDuration.TryParse(text.Text, out var period)
            && period >= PlantLimits.ScanPeriodMin && period <= PlantLimits.DurationMax)
            return period;
        problems.Add(value, $"A period of at least {PlantDuration.Format(PlantLimits.ScanPeriodMin)} is expected "
            + $"({PlantDuration.Form}), not {value.What}.");
        return null;
    }
}
