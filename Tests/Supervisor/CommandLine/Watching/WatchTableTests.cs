using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Watching;

namespace Understudy.Tests.Supervisor.CommandLine.Watching;

public sealed class WatchTableTests
{
    private readonly StringWriter _output = new() { NewLine = "\n" };
    private readonly FakeTimeProvider _clock = new();
    private readonly Terminal _terminal;
    private readonly WatchTable _table;

    public WatchTableTests()
    {
        // Without colours, which depend on where the tests run.
        _terminal = new Terminal(_output, _output, isTerminal: false, widthColumns: 160);
        _table = new WatchTable(_terminal, _clock);
    }

    [Fact]
    public void A_row_is_a_point_with_all_that_is_known_of_it()
    {
        Mode("Passive");
        Point("temp", 21.5);

        Assert.Matches(@"hall1/oven\s+temp\s+21.5 °C\s+Good\s+0.5 s\s+the driver\s+Passive", Drawn());
    }

    [Fact]
    public void Ages_go_on_between_events()
    {
        Point("temp", 21.5);

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Contains("3.5 s", Drawn());
    }

    [Fact]
    public void The_newest_value_takes_the_place_of_the_one_before()
    {
        Point("temp", 21.5);
        Point("temp", 22.5);

        var drawn = Drawn();
        Assert.Contains("22.5", drawn);
        Assert.DoesNotContain("21.5", drawn);
    }

    [Fact]
    public void Without_its_node_nothing_is_good_and_the_reason_stands_below()
    {
        Mode("Passive");
        Point("temp", 21.5);

        _table.Lost("The node ended the stream. Connecting again in 1.0 s.");

        var drawn = Drawn();
        Assert.DoesNotContain("Good", drawn);
        Assert.DoesNotContain("Passive", drawn);
        Assert.Contains("Connecting again", drawn);
    }

    [Fact]
    public void A_new_picture_shows_nothing_of_the_one_before()
    {
        Point("temp", 21.5);
        _table.Lost("gone");

        Point("sp", 1);

        Assert.DoesNotContain("temp", Drawn());
    }

    [Fact]
    public void What_was_removed_is_shown_no_more()
    {
        Point("temp", 21.5);
        Point("sp", 1);

        _table.Show("removed", "", new ApiEvent("hall1/oven", Points: ["temp"]));
        Assert.DoesNotContain("temp", Drawn());
        _table.Show("removed", "", new ApiEvent("hall1/oven"));
        Assert.DoesNotContain("oven", Drawn());
    }

    private void Mode(string mode) => _table.Show("mode", "", new ApiEvent("hall1/oven", Mode: mode));

    private void Point(string point, double value) => _table.Show("point", "", new ApiEvent(
        "hall1/oven", point, PointValue.Of(value), "Cel", "Good", "Good", TimeSpan.FromSeconds(0.5),
        DateTimeOffset.UnixEpoch, "Driver"));

    private string Drawn()
    {
        _output.GetStringBuilder().Clear();
        _terminal.Out.Write(_table.Drawn());
        return _output.ToString();
    }
}
