using System.Text.Json;

namespace Understudy.Tests.Supervisor.EndToEnd;

/// <summary>What must be true of clients' answers and of the journal after any failure.</summary>
internal static class Story
{
    public static void AssertReadersWereServedHonestly(ClientLoad load, Outage? outage)
    {
        Assert.Equal(load.ReadsAsked, load.Reads.Count);
        foreach (var read in load.Reads)
        {
            Assert.True(read.Code == 200, $"{read}");
            Assert.NotNull(read.Quality);
            if (read.Quality == "Bad") Assert.True(read.Value is null, $"{read}");
            if (read.Quality != "Good") continue;
            Assert.True(read.ServedBy == "Driver", $"{read}");
            Assert.True(read.Answered - read.SourceTime <= OvenPlant.StaleAfter + Outage.Tolerance, $"{read}");
            if (read.Point == "temp") Assert.Equal(OvenPlant.Temperature, read.Value);
            Assert.False(outage?.Covers(read.Asked, read.Answered) ?? false, $"Good while the device was away: {read}");
        }
    }

    public static void AssertReadersSawBad(ClientLoad load, Outage outage)
    {
        var late = load.Reads.Where(read => outage.CoversStale(read.Asked, read.Answered)).ToList();
        Assert.NotEmpty(late);
        Assert.All(late, read => Assert.True(read is { Quality: "Bad", ServedBy: not "Driver" }, $"{read}"));
    }

    public static void AssertEveryWriteHasOneVerdict(ClientLoad load, IReadOnlyList<JournalLine> journal, Outage? outage)
    {
        Assert.Equal(load.WritesAsked, load.Writes.Count);
        var settled = Settled(journal);
        var refused = Answers(journal).Where(answer => answer.TryGetProperty("refusal", out _))
            .Select(answer => answer.GetProperty("request").GetString()).ToHashSet();
        var voided = journal.Where(line => line.Kind == "dispatch-voided").Select(line => line.Text("request")).ToHashSet();
        foreach (var write in load.Writes)
        {
            Assert.True(write.Verdict is "Confirmed" or "NotExecuted" or "Indeterminate", $"{write}");
            Assert.True((write.Verdict == "Confirmed") == (write.Code == 200), $"{write}");
            if (write.Verdict == "Confirmed")
                Assert.False(
                    outage?.Covers(write.Answered - Outage.Tolerance, write.Answered) ?? false,
                    $"Confirmed while the device was away: {write}");
            var verdicts = settled.GetValueOrDefault(write.Request, []);
            var told = $"{write}, on record: {string.Join(", ", verdicts)}";
            // An Indeterminate one may be refined, once; nothing else changes.
            Assert.True(verdicts.SkipLast(1).All(verdict => verdict == "Indeterminate"), told);
            Assert.True(verdicts.Count <= 2, told);
            if (write.Verdict == "Confirmed") Assert.True(verdicts.LastOrDefault() == "Confirmed", told);
            if (write.Verdict != "NotExecuted") continue;
            Assert.DoesNotContain("Confirmed", verdicts);
            Assert.True(refused.Contains(write.Request) || voided.Contains(write.Request), told);
        }
    }

    /// <summary>The words come in this order, whatever stands between them.</summary>
    public static void AssertTells(IEnumerable<JournalLine> journal, params string[] words)
    {
        var told = journal.Select(line => line.Word).ToList();
        var from = 0;
        foreach (var word in words)
        {
            var found = told.IndexOf(word, from);
            Assert.True(found >= 0, $"'{word}' is not told in its place:\n{string.Join('\n', told)}");
            from = found + 1;
        }
    }

    /// <summary>Each answer that a reader got is on record, with who gave it.</summary>
    public static void AssertEachAnswerIsOnRecord(ClientLoad load, IReadOnlyList<JournalLine> journal)
    {
        Assert.DoesNotContain(journal, line => line.Kind == "gap-recorded");
        var recorded = Answers(journal)
            .Where(answer => answer.TryGetProperty("request", out _))
            .ToLookup(answer => answer.GetProperty("request").GetString());
        foreach (var read in load.Reads)
        {
            var answer = Assert.Single(recorded[read.Request]);
            Assert.Equal(read.ServedBy, answer.GetProperty("servedBy").GetString());
            Assert.Equal(read.Status, answer.GetProperty("status").GetString());
        }
    }

    /// <summary>The value that was confirmed last, in the order in which the driver was given the writes.</summary>
    public static int LastConfirmed(IReadOnlyList<JournalLine> journal, string point)
    {
        var settled = Settled(journal);
        return journal
            .Where(line => line.Kind == "request-dispatched")
            .Select(line => (Request: line.Text("request")!, Operation: line.Event.GetProperty("operation")))
            .Where(write => write.Operation.GetProperty("point").GetString() == point
                && settled.TryGetValue(write.Request, out var verdicts) && verdicts[^1] == "Confirmed")
            .Select(write => (int)write.Operation.GetProperty("value").GetDouble())
            .Last();
    }

    private static Dictionary<string, List<string>> Settled(IReadOnlyList<JournalLine> journal) => journal
        .Where(line => line.Kind == "request-settled")
        .GroupBy(line => line.Text("request")!)
        .ToDictionary(group => group.Key, group => group.Select(line => line.Text("verdict")!).ToList());

    private static IEnumerable<JsonElement> Answers(IReadOnlyList<JournalLine> journal) => journal
        .Where(line => line.Kind == "answers-recorded")
        .SelectMany(line => line.Event.GetProperty("answers").EnumerateArray());
}
