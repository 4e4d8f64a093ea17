using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>The scan classes of one gateway.</summary>
internal sealed class ScanClasses
{
    private readonly Dictionary<string, TimeSpan?> _periodByName;

    private ScanClasses(Dictionary<string, TimeSpan?> periodByName)
    {
        _periodByName = periodByName;
        Signature = string.Join(";", periodByName.OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    public IReadOnlyCollection<string> Names => _periodByName.Keys;

    /// <summary>The same text for gateways whose scan classes are the same.</summary>
    public string Signature { get; }

    public static ScanClasses Read(PlantNode? node, ProblemList problems)
    {
        var classes = new Dictionary<string, TimeSpan?>(StringComparer.Ordinal);
        foreach (var (key, value) in NamedEntries.Of(
            node, "scan class", PlantLimits.ScanClassesPerGatewayMax, problems))
        {
            if (PlantDuration.TryParse(key.Text, out _))
                problems.Add(key, $"'{key.Text}' reads as a duration: name the scan class otherwise, for example fast.");
            classes.Add(key.Text, Period(value, problems));
        }

        return new ScanClasses(classes);
    }

    /// <summary>False if there is no such class; a null period is one that was reported.</summary>
    public bool TryGet(string name, out TimeSpan? period) => _periodByName.TryGetValue(name, out period);

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
