using CsCheck;
using Understudy.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ReplyIdDiagnosisTests
{
    private const string Setting = "'transactionId: ignore'";

    [Fact]
    public void An_id_that_is_a_little_more_than_asked_names_both_and_the_setting() => Assert.Equal(
        "a reply with transaction id 0x0002, which no request had (asked: 0x0001), 1 more than asked: if each reply "
            + "comes like this, the link setting 'transactionId: ignore' with 'inFlight: 1' tolerates it",
        ReplyIdDiagnosis.Of(0x0002, [0x0001]));

    [Fact]
    public void With_several_requests_under_way_the_nearest_below_tells() => Assert.Contains(
        "(asked: 0x0001 and 2 more), 1 more than asked",
        ReplyIdDiagnosis.Of(0x0006, [0x0001, 0x0003, 0x0005]),
        StringComparison.Ordinal);

    [Fact]
    public void Swapped_bytes_are_told_and_no_setting_is_recommended() => Assert.Equal(
        "a reply with transaction id 0x0100, which no request had (asked: 0x0001): the two bytes of the id are swapped",
        ReplyIdDiagnosis.Of(0x0100, [0x0001]));

    [Theory]
    [InlineData(0x0010)]
    [InlineData(0x4711)]
    public void Where_no_habit_shows_no_setting_is_recommended(int seen) => Assert.Equal(
        $"a reply with transaction id 0x{seen:X4}, which no request had (asked: 0x0001)",
        ReplyIdDiagnosis.Of((ushort)seen, [0x0001]));

    [Fact]
    public void An_id_that_is_never_given_out_recommends_the_setting() => Assert.EndsWith(
        $"(asked: 0x0001), nor ever has: if each reply comes like this, the link setting {Setting} with 'inFlight: 1' "
            + "tolerates it",
        ReplyIdDiagnosis.Of(0, [0x0001]));

    [Fact]
    public void An_id_that_ended_the_connection_before_too_recommends_the_setting()
    {
        Assert.Contains(
            $"the same as on the connection before: if each reply comes like this, the link setting {Setting}",
            ReplyIdDiagnosis.Of(0x4711, [0x0001], before: 0x4711), StringComparison.Ordinal);
        Assert.DoesNotContain(Setting, ReplyIdDiagnosis.Of(0x4711, [0x0001], before: 0x4712), StringComparison.Ordinal);
    }

    [Fact]
    public void While_nothing_is_asked_that_is_told() => Assert.Contains(
        "while nothing is asked", ReplyIdDiagnosis.Of(0x0002, []), StringComparison.Ordinal);

    [Fact]
    public void The_setting_is_recommended_for_small_distances_above_and_for_0_only() => Gen.Select(
        Gen.UShort, Gen.UShort.Array[1, 16]).Sample((seen, asked) =>
    {
        var isSwapped = asked.Contains(ReplyIdDiagnosis.Swapped(seen));
        var isNear = asked.Any(id => unchecked((ushort)(seen - id)) <= ReplyIdDiagnosis.HabitMax);
        var words = ReplyIdDiagnosis.Of(seen, asked);
        Assert.Equal((isNear || seen == 0) && !isSwapped, words.Contains(Setting, StringComparison.Ordinal));
        Assert.Contains($"0x{seen:X4}", words, StringComparison.Ordinal);
    });
}
