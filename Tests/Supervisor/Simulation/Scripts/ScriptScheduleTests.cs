using CsCheck;
using Understudy.Supervisor.Simulation.Scripts;

namespace Understudy.Tests.Supervisor.Simulation.Scripts;

public sealed class ScriptScheduleTests
{
    [Fact]
    public void A_step_begins_and_ends_once() => Assert.Equal(
        ["5 begin 0", "7 end 0"],
        Story("steps: [{at: 5s, for: 2s, fault: silence}]", 100));

    [Fact]
    public void A_step_without_an_end_only_begins() => Assert.Equal(
        ["0 begin 0"], Story("steps: [{at: 0s, requests: 3, fault: silence}]", 100));

    [Fact]
    public void A_step_that_comes_again_does_so_after_each_period() => Assert.Equal(
        ["30 begin 0", "32 end 0", "60 begin 0", "62 end 0", "90 begin 0"],
        Story("steps: [{every: 30s, for: 2s, fault: silence}]", 91));

    [Fact]
    public void A_loop_begins_again_after_its_time() => Assert.Equal(
        ["1 begin 0", "3 begin 1", "4 end 1", "11 begin 0", "13 begin 1", "14 end 1", "21 begin 0"],
        Story("loop: 10s\nsteps: [{at: 1s, fault: freeze}, {at: 3s, for: 1s, fault: silence}]", 22));

    [Fact]
    public void What_ends_at_a_time_ends_before_what_begins_then() => Assert.Equal(
        ["1 begin 1", "2 end 1", "2 begin 0", "2 begin 2"],
        Story("steps: [{at: 2s, fault: freeze}, {at: 1s, for: 1s, fault: silence}, {at: 2s, fault: lastFirst}]", 9));

    [Fact]
    public void A_loop_that_ends_with_its_last_step_ends_it_before_it_begins_again() => Assert.Equal(
        ["0 begin 0", "2 end 0", "2 begin 0", "4 end 0", "4 begin 0"],
        Story("loop: true\nsteps: [{at: 0s, for: 2s, fault: silence}]", 4));

    [Fact]
    public void Jitter_is_decided_by_the_seed_and_less_than_it_says()
    {
        var times = Begins(seed: 1);
        Assert.Equal(times, Begins(seed: 1));
        Assert.NotEqual(times, Begins(seed: 2));
        for (var turn = 0; turn < times.Length; turn++)
            Assert.InRange(times[turn], 30 * (turn + 1), (30 * (turn + 1)) + 4.999);
        Assert.True(times.Select((time, turn) => time - (30 * (turn + 1))).Distinct().Count() > 5);

        static double[] Begins(int seed) =>
            [.. Events($"seed: {seed}\nsteps: [{{every: 30s, jitter: 5s, fault: silence}}]", 310)
                .Select(due => due.At.TotalSeconds)];
    }

    [Fact]
    public void What_is_due_does_not_depend_on_how_often_it_is_asked() => Gen.Select(
        Gen.Int[0, 3_000], Gen.Int[100, 3_000], Gen.Int[0, 90], Gen.Int[1, 90], Gen.Int[0, 40_000]).Sample(
        (at, loop, jitterPart, forPart, until) =>
        {
            var (jitter, lasts) = (loop * jitterPart / 200, Math.Max(1, loop * forPart / 200));
            var yaml = $"loop: {at + jitter + lasts + loop}ms\nsteps: [{{at: {at}ms, for: {lasts}ms, "
                + $"{(jitter > 0 ? $"jitter: {jitter}ms, " : "")}fault: silence}}]";
            var script = GivenScript.Of(yaml);
            var end = TimeSpan.FromMilliseconds(until);
            Assert.Equal(
                ScriptSchedule.Due(script, ScriptSchedule.Before, end), Events(yaml, until / 1000.0));
        });

    [Fact]
    public void A_script_that_runs_for_a_year_is_asked_as_quickly_as_at_its_beginning()
    {
        var script = GivenScript.Of("steps: [{every: 100ms, for: 50ms, fault: silence}]");
        var year = TimeSpan.FromDays(365);
        Assert.Equal(year + TimeSpan.FromMilliseconds(50), ScriptSchedule.Next(script, year));
        Assert.Equal(2, ScriptSchedule.Due(script, year, year + TimeSpan.FromMilliseconds(100)).Count);
    }

    [Fact]
    public void An_empty_script_has_nothing_due() =>
        Assert.Null(ScriptSchedule.Next(GivenScript.Of("steps: []"), ScriptSchedule.Before));

    private static string[] Story(string yaml, double seconds) =>
    [
        .. Events(yaml, seconds).Select(due =>
            FormattableString.Invariant($"{due.At.TotalSeconds} {(due.IsBegin ? "begin" : "end")} {due.Step}")),
    ];

    // As a run asks: from one time at which something is due to the next.
    private static List<ScriptEvent> Events(string yaml, double seconds)
    {
        var script = GivenScript.Of(yaml);
        var events = new List<ScriptEvent>();
        var done = ScriptSchedule.Before;
        while (ScriptSchedule.Next(script, done) is { } next && next.TotalSeconds <= seconds)
        {
            events.AddRange(ScriptSchedule.Due(script, done, next));
            done = next;
        }

        return events;
    }
}
