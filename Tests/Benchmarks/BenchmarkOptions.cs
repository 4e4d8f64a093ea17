using System.Globalization;

namespace Understudy.Tests.Benchmarks;

/// <summary>What is measured, how often, and where it is written besides.</summary>
internal sealed record BenchmarkOptions(
    bool Reads,
    bool Writes,
    bool Policies,
    bool Recovery,
    bool Scans,
    bool Neighbours,
    string? JsonFile,
    int Rounds,
    bool Quick)
{
    public const string Usage = """
        usage: dotnet run -c Release --project Tests/Benchmarks -- [reads|writes|policies|recovery|scans|neighbours|all]
                 [--rounds N]   how often each is measured
                 [--json FILE]  all that was measured
                 [--quick]      of the reads only the scattered ones
        """;

    private const int DefaultRounds = 7;

    /// <summary>Null: not understood.</summary>
    public static BenchmarkOptions? Parse(IReadOnlyList<string> args)
    {
        var what = "all";
        string? file = null;
        var quick = false;
        var rounds = DefaultRounds;
        for (var i = 0; i < args.Count; i++)
        {
            switch (args[i])
            {
                case "reads" or "writes" or "policies" or "recovery" or "scans" or "neighbours" or "all":
                    what = args[i];
                    break;
                case "--json" when i + 1 < args.Count:
                    file = args[++i];
                    break;
                case "--rounds" when i + 1 < args.Count && int.TryParse(
                    args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0:
                    rounds = number;
                    i++;
                    break;
                case "--quick":
                    quick = true;
                    break;
                default:
                    return null;
            }
        }

        return new BenchmarkOptions(
            what is "reads" or "all",
            what is "writes" or "all",
            what is "policies" or "all",
            what is "recovery" or "all",
            what is "scans" or "all",
            what is "neighbours" or "all",
            file,
            rounds,
            quick);
    }
}
