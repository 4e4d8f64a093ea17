using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using Understudy.Supervisor.CommandLine.Api;

namespace Understudy.Tests.Supervisor.CommandLine.Api;

public sealed class EventFeedTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly Pipe _line = new();

    [Fact]
    public async Task A_comment_is_a_sign_and_no_event()
    {
        using var feed = Open();
        await using var events = feed.ReadAsync(_clock, default).GetAsyncEnumerator();

        await _line.Writer.WriteAsync(": \n\nevent: mode\ndata: {}\n\n"u8.ToArray());

        Assert.True(await events.MoveNextAsync());
        Assert.Equal("mode", events.Current.EventType);
    }

    [Fact]
    public async Task A_line_without_any_sign_is_taken_for_broken()
    {
        using var feed = Open();
        await using var events = feed.ReadAsync(_clock, default).GetAsyncEnumerator();
        var next = events.MoveNextAsync();

        _clock.Advance(EventFeed.SilenceMax);

        Assert.False(await next);
    }

    private EventFeed Open() =>
        new(null, new HttpResponseMessage { Content = new StreamContent(_line.Reader.AsStream()) });
}
