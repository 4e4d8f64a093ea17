using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;

namespace Understudy.Tests.ShadowActors.Actors;

/// <summary>The database is stopped under load, for as long as the environment says.</summary>
[Trait("Category", "Long")]
[Collection(AloneCollection.Name)]
public sealed class LongOutageTests(ITestOutputHelper output)
{
    public const string SecondsVariable = "UNDERSTUDY_OUTAGE_SECONDS";

    /// <summary>By then the waits between two tries are as long as they get.</summary>
    private const int SecondsOtherwise = 5;
    private const int Devices = 12;

    private static readonly TimeSpan BackMax = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Values of writes that are asked while it is away begin here.</summary>
    private const long AwayFrom = 1000;

    [Fact(Timeout = 900_000)]
    public async Task Every_read_is_served_no_write_is_made_and_what_is_missing_is_counted()
    {
        await using var server = PostgresServer.Own();
        var options = JournalStoreOptions.From(await server.CreateDatabaseAsync(), "unused");
        await using var gateway = await RealGateway.StartAsync(options, devices: Devices);
        Assert.Equal(Verdict.Confirmed, await gateway.VerdictAsync("level", 5));
        var incarnation = (await gateway.StatusAsync())!.Incarnation;
        using var stop = new CancellationTokenSource();
        var load = new GatewayLoad(gateway);
        var reading = load.ReadAsync(stop.Token);

        using var lost = new CancellationTokenSource();
        var around = load.WriteAsync(lost.Token);
        await server.StopAsync();
        await lost.CancelAsync();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var answers = await WriteAsync(gateway, Away());
        var grown = GC.GetTotalMemory(forceFullCollection: true) - heap;
        await server.StartAsync();
        var since = Stopwatch.GetTimestamp();
        var back = await Task.WhenAll(Enumerable.Range(1, Devices).Select(number => BackAsync(gateway, number, since)));
        await stop.CancelAsync();
        var (good, other, slowest) = await reading;
        var missing = (await gateway.JournalAsync("gap-recorded")).Sum(AnswersIn);

        output.WriteLine(
            FormattableString.Invariant($"away {Away().TotalSeconds} s: {good} reads served by the driver, ")
            + FormattableString.Invariant($"{other} others, slowest {slowest}; ")
            + string.Join(", ", answers.GroupBy(GatewayLoad.Kind).Select(group => $"{group.Count()} writes {group.Key}"))
            + FormattableString.Invariant($"; all write again {back.Max().After} after the server's start; ")
            + FormattableString.Invariant($"{missing} answers in gaps; ")
            + FormattableString.Invariant($"heap {grown / 1024.0 / 1024:0.0} MiB more at the end of the outage"));
        Assert.Equal(0, other);
        Assert.All(answers, answer => Assert.True(IsNotDone(answer), $"{answer}"));
        Assert.DoesNotContain(
            gateway.Simulator.Executions.Entries, entry => entry.Values.Any(value => value >= AwayFrom));
        foreach (var (value, answer) in await around) load.AssertTold(value, answer);
        Assert.True(missing > 0, "no gap is on record");
        Assert.All(back, each => Assert.True(each.After < BackMax, $"{each}"));
        Assert.Equal(incarnation, (await gateway.StatusAsync())!.Incarnation);
        Assert.Equal(6, gateway.Held("level"));
    }

    private static TimeSpan Away() => TimeSpan.FromSeconds(
        int.TryParse(
            Environment.GetEnvironmentVariable(SecondsVariable), CultureInfo.InvariantCulture, out var seconds)
        && seconds > 0
            ? seconds
            : SecondsOtherwise);

    /// <summary>When a device can be written again, and what it said last before.</summary>
    private static async Task<(TimeSpan After, string Before)> BackAsync(RealGateway gateway, int number, long since)
    {
        var device = new DeviceId(TestPlant.Gateway, $"d{number}");
        var before = "";
        while (Stopwatch.GetElapsedTime(since) < Patience)
        {
            var answer = await gateway.WriteAsync(device, "level", 6);
            var after = Stopwatch.GetElapsedTime(since);
            if (answer is ShadowReplies.RequestStatus { Verdict: Verdict.Confirmed }) return (after, before);
            before = $"{device} at {after}: {answer}";
            await Task.Delay(TimeSpan.FromMilliseconds(5));
        }

        return (Patience, before);
    }

    private static bool IsNotDone(object answer) => answer
        is ShadowReplies.RequestStatus { Verdict: Verdict.Indeterminate }
        or ShadowReplies.Refused { Kind: RefusalKind.JournalUnavailable };

    private static long AnswersIn(string gap)
    {
        using var json = JsonDocument.Parse(gap);
        return json.RootElement.GetProperty("answers").GetInt64();
    }

    private static async Task<IReadOnlyList<object>> WriteAsync(RealGateway gateway, TimeSpan time)
    {
        List<object> answers = [];
        for (var began = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(began) < time;)
        {
            var point = answers.Count % 2 == 0 ? "level" : "valve";
            answers.Add(await gateway.WriteAsync(point, AwayFrom + answers.Count, GatewayLoad.WriteTime));
            await Task.Delay(TimeSpan.FromMilliseconds(50));
        }

        return answers;
    }
}
