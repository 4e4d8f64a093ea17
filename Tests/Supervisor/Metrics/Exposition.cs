using System.Globalization;
using System.Text.RegularExpressions;

namespace Understudy.Tests.Supervisor.Metrics;

/// <summary>
/// The text that Prometheus reads (exposition format 0.0.4), read strictly: what the format does not allow, and what it
/// allows and a scraper would refuse or misread, is an error with its line.
/// </summary>
internal sealed partial class Exposition
{
    private static readonly string[] Types = ["counter", "gauge", "histogram", "summary", "untyped"];

    private readonly Dictionary<string, string> _types = [];
    private readonly HashSet<string> _helps = [];
    private readonly HashSet<string> _closed = [];
    private readonly Dictionary<string, double> _values = [];
    private string? _family;

    private Exposition()
    {
    }

    /// <summary>The names under which metrics are declared.</summary>
    public IReadOnlyCollection<string> Families => _types.Keys;

    /// <summary>Each series as it is written with its labels in order: <c>name{a="1",b="2"}</c>.</summary>
    public IReadOnlyDictionary<string, double> Values => _values;

    /// <exception cref="FormatException">Names the line.</exception>
    public static Exposition Parse(string text)
    {
        if (!text.EndsWith('\n')) throw new FormatException("The last line has no end.");
        var read = new Exposition();
        foreach (var line in text[..^1].Split('\n')) read.Line(line);
        foreach (var (family, type) in read._types)
            if (type == "histogram")
                read.CheckHistogram(family);
        return read;
    }

    /// <summary>The sum over all series of a name that have these labels.</summary>
    public double Sum(string name, params string[] labels) => _values
        .Where(pair => NameOf(pair.Key) == name
            && labels.All(label => pair.Key.Contains(label, StringComparison.Ordinal)))
        .Sum(pair => pair.Value);

    public string TypeOf(string family) => _types[family];

    private static string NameOf(string series) => series[..series.IndexOf('{')];

    private void Line(string line)
    {
        if (Comment().Match(line) is { Success: true } comment) Declare(comment, line);
        else if (Sample().Match(line) is { Success: true } sample) Add(sample, line);
        else throw new FormatException($"No line of the format: {line}");
    }

    private void Declare(Match comment, string line)
    {
        var name = comment.Groups["name"].Value;
        if (comment.Groups["what"].Value == "HELP")
        {
            if (!_helps.Add(name)) throw new FormatException($"A second help: {line}");
            return;
        }

        if (!Types.Contains(comment.Groups["text"].Value)) throw new FormatException($"No type: {line}");
        if (!_types.TryAdd(name, comment.Groups["text"].Value)) throw new FormatException($"A second type: {line}");
        Begin(name, line);
    }

    private void Begin(string family, string line)
    {
        if (_family == family) return;
        if (_family is not null) _closed.Add(_family);
        if (_closed.Contains(family)) throw new FormatException($"Its metric was told before: {line}");
        _family = family;
    }

    private void Add(Match sample, string line)
    {
        var name = sample.Groups["name"].Value;
        var family = _types.ContainsKey(name) ? name : Suffix().Replace(name, "");
        if (!_types.TryGetValue(family, out var type)) throw new FormatException($"Of no declared metric: {line}");
        if (type == "counter" && !name.EndsWith("_total", StringComparison.Ordinal))
            throw new FormatException($"A counter without _total: {line}");
        if ((type == "histogram") == (name == family)) throw new FormatException($"Not of a {type}: {line}");
        Begin(family, line);
        var labels = Label().Matches(sample.Groups["labels"].Value)
            .Select(label => (Name: label.Groups["label"].Value, Text: label.Value)).ToList();
        if (labels.Select(label => label.Name).Distinct().Count() != labels.Count)
            throw new FormatException($"A label twice: {line}");
        var series = $"{name}{{{string.Join(',', labels.Select(label => label.Text))}}}";
        if (!_values.TryAdd(series, Value(sample.Groups["value"].Value)))
            throw new FormatException($"A series twice: {line}");
    }

    private void CheckHistogram(string family)
    {
        var buckets = _values.Where(pair => NameOf(pair.Key) == $"{family}_bucket")
            .Select(pair => (
                Labels: Bound().Replace(pair.Key, "").Replace($"{family}_bucket", "").Replace(",}", "}"),
                Bound: Value(Bound().Match(pair.Key).Groups["bound"].Value),
                pair.Value))
            .GroupBy(bucket => bucket.Labels);
        foreach (var series in buckets)
        {
            if (!series.Select(bucket => bucket.Bound).SequenceEqual(series.Select(bucket => bucket.Bound).Order()))
                throw new FormatException($"{family}{series.Key}: its buckets are in no order.");
            if (!series.Select(bucket => bucket.Value).SequenceEqual(series.Select(bucket => bucket.Value).Order()))
                throw new FormatException($"{family}{series.Key}: a bucket holds less than a smaller one.");
            if (series.Last().Bound is not double.PositiveInfinity
                || series.Last().Value != _values[$"{family}_count{series.Key}"])
                throw new FormatException($"{family}{series.Key}: the last bucket is not all.");
            _ = _values[$"{family}_sum{series.Key}"];
        }
    }

    private static double Value(string text) => text switch
    {
        "+Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex(@"^# (?<what>TYPE|HELP) (?<name>[a-zA-Z_:][a-zA-Z0-9_:]*) (?<text>.+)$")]
    private static partial Regex Comment();

    [GeneratedRegex(
        @"^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?<labels>([a-zA-Z_]\w*=""([^""\\\n]|\\[""\\n])*"",?)*)\})? "
        + @"(?<value>\S+)( \d+)?$")]
    private static partial Regex Sample();

    [GeneratedRegex(@"(?<label>[a-zA-Z_]\w*)=""([^""\\\n]|\\[""\\n])*""")]
    private static partial Regex Label();

    [GeneratedRegex(@"le=""(?<bound>[^""]*)""")]
    private static partial Regex Bound();

    [GeneratedRegex("_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
