using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>The wall clock jumps between what happens and what follows from it: nothing follows earlier, later or
/// otherwise.</summary>
public sealed class WallClockTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24 * 365)]
    public void A_queue_expires_when_it_would_have(int hours) => Same(hours, (scenario, jump) =>
    {
        scenario.FailsForGood();
        scenario.Write("batch", 1, "k");
        jump();
        scenario.Wait(9.9);
        var before = scenario.Record("k").Verdict;
        scenario.Wait(0.1);
        return (before, scenario.Record("k").Verdict);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24 * 365)]
    public void What_was_lost_is_restored_or_held_as_it_would_have_been(int hours) => Same(hours, (scenario, jump) =>
    {
        scenario.Write("level", 5);
        scenario.FailsForGood();
        scenario.Device["level"] = PointValue.Of(0);
        jump();
        scenario.Wait(50);
        scenario.Opens().Wait(1);
        var restored = scenario.Device["level"];
        scenario.FailsForGood();
        scenario.Device["level"] = PointValue.Of(0);
        jump();
        scenario.Wait(70);
        scenario.DriverOpens = true;
        scenario.Opens().Wait(1);
        return (restored, scenario.Device["level"], scenario.Shadow.State.Held.Count);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24 * 365)]
    public void A_lock_ends_when_it_would_have(int hours) => Same(hours, (scenario, jump) =>
    {
        scenario.Decided(scenario.Lock());
        jump();
        scenario.Wait(59);
        var before = scenario.Answers[scenario.Write("level", 1)] is ShadowReplies.Refused;
        scenario.Wait(1);
        return (before, scenario.Answers[scenario.Write("level", 1)] is ShadowReplies.Refused);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24 * 365)]
    public void A_value_grows_old_when_it_would_have(int hours) => Same(hours, (scenario, jump) =>
    {
        scenario.Read();
        scenario.FailsForGood();
        jump();
        scenario.Wait(4.9);
        var before = scenario.Reading(scenario.Read(timeout: 0.01)).Status;
        scenario.Wait(0.2);
        return (before, scenario.Reading(scenario.Read(timeout: 0.01)).Status);
    });

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(24 * 365)]
    public void A_key_is_known_as_long_as_it_would_have_been(int hours) => Same(hours, (scenario, jump) =>
    {
        var first = scenario.Verdict(scenario.Invoke("dose", "k"));
        jump();
        scenario.Wait(ShadowLimits.KeyWindow - TimeSpan.FromSeconds(1));
        return (first, scenario.Verdict(scenario.Invoke("dose", "k")), scenario.Sent.Times("k"));
    });

    /// <summary>The same with and without the jump.</summary>
    private static void Same<T>(int hours, Func<ShadowScenario, Action, T> play)
    {
        Assert.Equal(Play(0), Play(hours));

        T Play(int jump)
        {
            var scenario = ShadowScenario.Passive();
            return play(scenario, () => scenario.WallOffset += TimeSpan.FromHours(jump));
        }
    }
}
