using System.Globalization;
using System.Text;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.Campaign;

/// <summary>Kills the node again and again while clients use it, then lets the checker compare.</summary>
internal sealed class KillCampaign(int seed, int kills, string? database)
{
    private const int ViolationsShownMax = 5;
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ProgressTimeMax = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(20);

    private readonly List<TimeSpan> _starts = [];
    private readonly List<TimeSpan> _confirmations = [];
    private double _overload = 1;

    /// <summary>What was seen, in numbers.</summary>
    public string Summary { get; private set; } = "";

    public async Task<IReadOnlyList<string>> RunAsync()
    {
        await using var plant = CampaignPlant.Start();
        await using var node = new NodeProcess(plant.Text, database);
        using var api = new CampaignApi(node.Url);
        var clients = new CampaignClients(api, plant.Targets, seed);
        try
        {
            var violations = await RunAsync(plant, node, api, clients);
            return violations.Count == 0
                ? []
                :
                [
                    .. OneOfEachKind(violations).Take(ViolationsShownMax),
                    $"{violations.Count} violations",
                    Summary,
                    node.Output,
                ];
        }
        finally
        {
            await clients.EndAsync();
        }
    }

    private async Task<List<string>> RunAsync(
        CampaignPlant plant, NodeProcess node, CampaignApi api, CampaignClients clients)
    {
        var violations = new List<string>();
        clients.Start();
        foreach (var kill in KillSchedule.Of(seed, kills))
        {
            node.Start();
            await UntilAsync(kill.After, node, api, plant, clients);
            await Task.Delay(kill.Delay);
            await node.KillAsync();
        }

        node.Start();
        await UntilAsync(KillAfter.FirstConfirmation, node, api, plant, clients);
        await clients.EndAsync();
        foreach (var device in plant.Devices)
            if (!await SoonAsync(async () => await api.ModeAsync(device) == "Passive"))
                violations.Add($"{device} does not become Passive again");
        await node.KillAsync();
        var options = JournalStoreOptions.From(database, node.Data);
        var journal = await JournalEvidence.ReadAsync(options, plant.Devices);
        Summary = Summarise(plant, clients, journal);
        violations.AddRange(clients.OddAnswers.Select(answer => $"a read was answered so: {answer}"));
        var checker = new CampaignChecker(clients.Stories, plant.Executions(), plant.Holds, journal);
        violations.AddRange(checker.Violations());
        if (_starts.Max() > StartTimeMax * _overload)
            violations.Add($"a start took {_starts.Max()} to the first answer, the machine {_overload:0.0} times full");
        return violations;
    }

    private static IEnumerable<string> OneOfEachKind(IEnumerable<string> violations) =>
        violations.DistinctBy(violation => string.Concat(violation.Split('\n')[0].Where(char.IsLetter)));

    private async Task UntilAsync(
        KillAfter moment, NodeProcess node, CampaignApi api, CampaignPlant plant, CampaignClients clients)
    {
        if (moment == KillAfter.Start) return;
        _starts.Add(await node.FirstAnswerAsync(api, plant.Devices[0]));
        _overload = Math.Max(_overload, Overload());
        if (moment == KillAfter.FirstAnswer) return;
        var before = clients.Confirmed;
        var answered = DateTimeOffset.UtcNow;
        if (!await SoonAsync(() => Task.FromResult(clients.Confirmed > before)))
            throw new TimeoutException($"Nothing confirmed in {ProgressTimeMax}:{Environment.NewLine}{node.Output}");
        _confirmations.Add(DateTimeOffset.UtcNow - answered);
    }

    // A start is work for the processor: on a machine that others fill, it takes as much longer as they take of it.
    private static double Overload() => double.Parse(
        File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture) / Environment.ProcessorCount;

    private static async Task<bool> SoonAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(ProgressTimeMax);
        while (!await isSo())
        {
            if (limit.IsCancellationRequested) return false;
            await Task.Delay(ProbePeriod);
        }

        return true;
    }

    private string Summarise(CampaignPlant plant, CampaignClients clients, JournalEvidence journal)
    {
        var attempts = clients.Stories.SelectMany(story => story.Attempts).ToList();
        var text = new StringBuilder();
        text.AppendLine(
            CultureInfo.InvariantCulture, $"seed {seed}, {kills} kills, the machine {_overload:0.0} times full");
        text.AppendLine(
            CultureInfo.InvariantCulture,
            $"{clients.Stories.Count} requests, {attempts.Count} attempts, "
            + $"{attempts.Count(attempt => attempt.IsLoss)} connections lost, "
            + $"{attempts.Count(attempt => attempt.What == "repeat")} repeats, {clients.Reads} reads answered, "
            + $"{plant.Total} executions, {journal.Events} events, {journal.Planned} settings restored");
        foreach (var (verdict, count) in clients.Stories.CountBy(story => story.Verdict?.ToString() ?? "no verdict"))
            text.AppendLine(CultureInfo.InvariantCulture, $"  {verdict} {count}");
        foreach (var (target, count) in clients.Stories.Where(story => story.Verdict == Verdict.Indeterminate)
            .CountBy(story => story.Target.Name))
            text.AppendLine(CultureInfo.InvariantCulture, $"  Indeterminate {target} {count}");
        foreach (var (reason, count) in clients.Stories.Where(story => story.Verdict == Verdict.NotExecuted)
            .CountBy(story => story.Attempts[^1].Reason?.Split(':')[0] ?? "")
            .OrderByDescending(pair => pair.Value)
            .Take(5))
            text.AppendLine(CultureInfo.InvariantCulture, $"  NotExecuted {reason} {count}");
        text.AppendLine(Times("start to first answer", _starts));
        text.Append(Times("first answer to first confirmation", _confirmations));
        return text.ToString();
    }

    private static string Times(string name, List<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {sorted.Count} times, median {sorted[sorted.Count / 2].TotalSeconds:0.00} s, "
            + $"longest {sorted[^1].TotalSeconds:0.00} s");
    }
}
