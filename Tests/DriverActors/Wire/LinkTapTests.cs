using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Wire;

namespace Understudy.Tests.DriverActors.Wire;

public sealed class LinkTapTests
{
    private readonly LinkTap _tap = new(new FakeTimeProvider(), words: null);

    [Fact]
    public void Only_the_frames_of_a_unit_that_is_looked_at_are_kept()
    {
        _tap.Start(7);

        _tap.Sent(7, [1, 2, 3], 1);
        _tap.Received(8, [4], 0);

        Assert.True(_tap.IsOn(7));
        Assert.False(_tap.IsOn(8));
        var frame = Assert.Single(_tap.Find(7)!.After(0));
        Assert.Equal((true, 7, 1), (frame.IsSent, frame.Unit, frame.PayloadAt));
        Assert.Equal([1, 2, 3], frame.Bytes.ToArray());
        Assert.Null(_tap.Find(8));
    }

    [Fact]
    public void A_frame_is_kept_for_both_units_that_it_concerns_under_the_one_it_comes_from()
    {
        _tap.Start(7);
        _tap.Start(8);

        _tap.Received(8, [4], 0, asked: 7);

        foreach (byte looked in new byte[] { 7, 8 }) Assert.Equal(8, Assert.Single(_tap.Find(looked)!.After(0)).Unit);
    }

    [Fact]
    public void What_was_kept_is_forgotten_when_it_is_off_and_another_unit_stays_on()
    {
        _tap.Start(7);
        _tap.Start(8);
        _tap.Sent(7, [1], 0);
        _tap.Sent(8, [1], 0);

        _tap.Stop(7);
        _tap.Sent(7, [1], 0);
        _tap.Start(7);

        Assert.Empty(_tap.Find(7)!.After(0));
        Assert.Single(_tap.Find(8)!.After(0));
    }

    [Fact]
    public void One_that_is_on_goes_on_when_it_is_switched_on_again()
    {
        _tap.Start(7);
        _tap.Sent(7, [1], 0);

        _tap.Start(7);

        Assert.Single(_tap.Find(7)!.After(0));
    }

    [Fact]
    public void Whoever_follows_misses_no_frame_that_comes_at_the_same_time_as_another()
    {
        const int perThread = 100;
        _tap.Start(7);
        var trace = _tap.Find(7)!;
        var senders = Enumerable.Range(0, 2)
            .Select(_ => Task.Run(() => Enumerable.Range(0, perThread).ToList().ForEach(_ => _tap.Sent(7, [1], 0))))
            .ToArray();

        var (seen, last) = (0, 0L);
        while (seen < 2 * perThread)
        {
            var ended = Array.TrueForAll(senders, sender => sender.IsCompleted);
            var frames = trace.After(last);
            (seen, last) = (seen + frames.Count, frames.Count == 0 ? last : frames[^1].Number);
            if (ended) break;
        }

        Assert.Equal(2 * perThread, seen);
    }
}
