using CsCheck;
using Understudy.ShadowActors.Journal.Retention;

namespace Understudy.Tests.ShadowActors.Journal.Retention;

public sealed class RetentionRuleTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);

    private static readonly RetentionRule Rule = new(
        ProvenOrdering: 100, ExpiredBefore: Now.AddDays(-30), BytesToFree: 0);

    [Fact]
    public void What_was_kept_long_enough_may_go() =>
        Assert.True(Rule.MayGo(Row(1, age: TimeSpan.FromDays(31)), upTo: 1, Now, freedBytes: 0));

    [Theory]
    [InlineData(1, 29, 1, "kept too short")]
    [InlineData(101, 31, 101, "not proven to be an hour old")]
    [InlineData(5, 31, 4, "a recovery needs it")]
    public void Anything_else_stays(int number, int ageDays, int upTo, string why) =>
        Assert.False(Rule.MayGo(Row(number, TimeSpan.FromDays(ageDays)), upTo, Now, freedBytes: 0), why);

    [Fact]
    public void Bytes_are_a_reason_until_enough_are_freed_but_never_in_the_first_hour()
    {
        var rule = Rule with { ExpiredBefore = null, BytesToFree = 1000 };

        Assert.True(rule.MayGo(Row(1, TimeSpan.FromHours(2)), 1, Now, freedBytes: 999));
        Assert.False(rule.MayGo(Row(1, TimeSpan.FromHours(2)), 1, Now, freedBytes: 1000));
        Assert.False(rule.MayGo(Row(101, TimeSpan.FromHours(2)), 101, Now, freedBytes: 0));
    }

    [Fact]
    public void What_a_clock_wrote_that_was_a_year_ahead_is_as_old_as_the_snapshot_behind_it()
    {
        var row = Row(1, age: TimeSpan.FromDays(-365));

        Assert.True(Rule.MayGo(row, upTo: 1, writtenBy: Now.AddDays(-31), freedBytes: 0));
        Assert.False(Rule.MayGo(row, upTo: 1, writtenBy: Now.AddDays(-29), freedBytes: 0));
        Assert.True((Rule with { BytesToFree = 1 }).MayGo(row, upTo: 1, writtenBy: Now, freedBytes: 0));
    }

    [Fact]
    public void Only_a_beginning_goes_and_nothing_in_it_that_must_stay() =>
        Gen.Select(Gen.Int[0, 90].Array[0, 30], Gen.Int[0, 40], Gen.Int[0, 130], Gen.Int[-10, 4000]).Sample(
            (ages, upTo, proven, toFree) =>
            {
                var rule = Rule with { ProvenOrdering = proven, BytesToFree = toFree };
                var rows = ages.Select((days, i) => Row(i + 1, TimeSpan.FromDays(days))).ToList();

                var gone = rule.Beginning(rows, upTo, Now, 0).ToList();

                Assert.Equal(rows.Take(gone.Count), gone);
                Assert.All(gone, row => Assert.True(row.Sequence <= upTo && row.Ordering <= proven));
                var early = gone.Where(row => row.Time >= Now.AddDays(-30)).SkipLast(1).Sum(row => row.Bytes);
                Assert.True(early <= Math.Max(toFree, 0), $"{early} of {toFree}");
            });

    private static JournalRow Row(long number, TimeSpan age) =>
        new(number, number, Now - age, "device-faulted.v1", 7240, new byte[50]);
}
