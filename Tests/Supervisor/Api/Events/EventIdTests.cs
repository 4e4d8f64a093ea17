using Understudy.Supervisor.Api.Events;

namespace Understudy.Tests.Supervisor.Api.Events;

public sealed class EventIdTests
{
    [Fact]
    public void An_id_is_read_as_it_was_written()
    {
        var id = new EventId("run", "stream", 42);

        Assert.True(EventId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("run.stream")]
    [InlineData("run.stream.")]
    [InlineData(".stream.1")]
    [InlineData("run..1")]
    [InlineData("run.stream.-1")]
    [InlineData("run.stream.1.2")]
    [InlineData("run.stream.99999999999999999999")]
    public void What_no_node_ever_gave_is_no_id(string text) => Assert.False(EventId.TryParse(text, out _));

    [Fact]
    public void Something_long_is_no_id() =>
        Assert.False(EventId.TryParse($"run.{new string('s', EventId.LengthMax)}.1", out _));
}
