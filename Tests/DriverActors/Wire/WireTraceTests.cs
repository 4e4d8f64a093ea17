using CsCheck;
using Understudy.DriverActors.Wire;

namespace Understudy.Tests.DriverActors.Wire;

public sealed class WireTraceTests
{
    [Fact]
    public void The_oldest_frames_make_room_and_are_counted()
    {
        var trace = new WireTrace();

        for (var number = 1; number <= WireTrace.FramesMax + 3; number++) trace.Add(Frame(number, 12));

        Assert.Equal(3, trace.Dropped);
        Assert.Equal(WireTrace.FramesMax, trace.After(0).Count);
        Assert.Equal(4, trace.After(0)[0].Number);
    }

    [Fact]
    public void However_long_the_frames_are_no_more_bytes_are_kept_than_may() =>
        Gen.Int[1, WireTrace.BytesMax].List[1, 400].Sample(lengths =>
        {
            var trace = new WireTrace();
            for (var i = 0; i < lengths.Count; i++) trace.Add(Frame(i + 1, lengths[i]));

            var kept = trace.After(0);
            Assert.True(kept.Sum(frame => frame.Bytes.Length) <= WireTrace.BytesMax);
            Assert.True(kept.Count <= WireTrace.FramesMax);
            Assert.Equal(lengths.Count, kept[^1].Number);
            Assert.Equal(lengths.Count, trace.Dropped + kept.Count);
        });

    [Fact]
    public void Who_has_seen_some_is_given_what_follows()
    {
        var trace = new WireTrace();
        for (var number = 1; number <= 5; number++) trace.Add(Frame(number, 8));

        Assert.Equal([4, 5], trace.After(3).Select(frame => frame.Number));
        Assert.Empty(trace.After(5));
    }

    private static WireFrame Frame(long number, int bytes) =>
        new(number, DateTimeOffset.UnixEpoch, true, 1, new byte[bytes], 0);
}
