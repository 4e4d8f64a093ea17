using Understudy.Supervisor.PostMortem;

namespace Understudy.Tests.Supervisor.PostMortem;

public sealed class TimeTextTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    // Two hours ahead of UTC in summer, one in winter; changes at 2:00 and 3:00 local time.
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.CreateCustomTimeZone(
        "Test/Zone", TimeSpan.FromHours(1), "zone", "zone", "summer",
        [
            TimeZoneInfo.AdjustmentRule.CreateAdjustmentRule(
                DateTime.MinValue.Date, DateTime.MaxValue.Date, TimeSpan.FromHours(1),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 2, 0, 0), 3, 29),
                TimeZoneInfo.TransitionTime.CreateFixedDateRule(new DateTime(1, 1, 1, 3, 0, 0), 10, 25)),
        ]);

    [Theory]
    [InlineData("2026-03-01T08:00:00+01:00", "2026-03-01T07:00:00Z")]
    [InlineData("2026-03-01T08:00:00.1234567Z", "2026-03-01T08:00:00.1234567Z")]
    [InlineData("2026-03-01T08:00Z", "2026-03-01T08:00:00Z")]
    [InlineData("2026-03-01T08:00", "2026-03-01T07:00:00Z")]
    [InlineData("2026-06-01 08:00:30", "2026-06-01T06:00:30Z")]
    [InlineData("2026-03-01", "2026-02-28T23:00:00Z")]
    [InlineData("-10m", "2026-07-01T11:50:00Z")]
    [InlineData("-500ms", "2026-07-01T11:59:59.5Z")]
    public void A_time_has_its_offset_or_is_local_or_is_so_long_ago(string text, string expected)
    {
        Assert.True(TimeText.TryParse(text, Now, Zone, false, out var time, out _));
        Assert.Equal(DateTimeOffset.Parse(expected, null), time);
    }

    [Theory]
    [InlineData("yesterday", "is no time: 2026-03-01T08:00:00+01:00,")]
    [InlineData("", "is no time")]
    [InlineData("-", "is no time")]
    [InlineData("-10 minutes", "is no time")]
    [InlineData("2026-13-01", "is no time")]
    [InlineData("0001-01-01", "is no time")]
    [InlineData("0001-01-01T00:00+02:00", "is no time")]
    [InlineData("2026-03-01T08:00:00 01:00", "is no time")]
    [InlineData("2026-03-29T02:30", "was skipped by the clocks of Test/Zone")]
    [InlineData("2025-10-25T02:30", "was there twice in Test/Zone")]
    [InlineData("2026-07-01T12:02Z", "is in the future")]
    public void What_is_no_time_is_told_why(string text, string problem)
    {
        Assert.False(TimeText.TryParse(text, Now, Zone, false, out _, out var told));
        Assert.StartsWith(problem, told);
    }

    [Fact]
    public void The_end_of_a_span_may_be_in_the_future() =>
        Assert.True(TimeText.TryParse("2027-01-01", Now, Zone, true, out _, out _));
}
