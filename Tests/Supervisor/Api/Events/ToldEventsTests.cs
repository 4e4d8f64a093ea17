using CsCheck;
using Understudy.Supervisor.Api.Bodies;
using Understudy.Supervisor.Api.Events;

namespace Understudy.Tests.Supervisor.Api.Events;

public sealed class ToldEventsTests
{
    [Fact]
    public void What_came_after_a_number_is_told_whole_or_known_as_forgotten() => Gen.Select(
        Gen.Int[0, 3 * ToldEvents.KeptMax], Gen.Int[0, 3 * ToldEvents.KeptMax]).Sample((count, after) =>
    {
        var told = new ToldEvents();
        EventBody[] events = [.. Enumerable.Range(1, count).Select(number => new ResyncEventBody($"{number}"))];
        foreach (var batch in events.Chunk(100)) told.Add(batch);

        Assert.Equal(count, told.Last);
        Assert.Equal(after <= count && after >= count - ToldEvents.KeptMax, told.HasAllAfter(after));
        if (told.HasAllAfter(after)) Assert.Equal(events.Skip(after).Take(50), told.After(after, 50));
    });
}
