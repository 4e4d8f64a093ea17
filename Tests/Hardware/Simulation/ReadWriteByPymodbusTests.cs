using System.Globalization;
using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Simulation;

/// <summary>Function 23 of our server, which no driver of ours uses, asked by a client that somebody else wrote.
/// </summary>
public sealed class ReadWriteByPymodbusTests(SimulatorPeer simulator) : IClassFixture<SimulatorPeer>
{
    [Fact]
    public async Task Registers_are_written_first_and_then_read()
    {
        var (code, output) = await AskAsync(10, 4, 11, 258, 65534);

        Assert.True(code == 0, output);
        Assert.Equal("0 258 65534 0", output.Trim());
        Assert.Equal(["258", "65534"], await Mbpoll.ReadAsync(simulator.Port, 1, "4", 11, 2));
        Assert.Equal(["1 holding/11 258", "1 holding/12 65534"], simulator.Writes.TakeLast(2));
    }

    [Fact]
    public async Task Nothing_is_written_where_what_is_to_be_read_is_not_there()
    {
        var (code, output) = await AskAsync(10_000, 1, 13, 7);

        Assert.True(code != 0, output);
        Assert.Contains("refused", output, StringComparison.Ordinal);
        Assert.Equal(["0"], await Mbpoll.ReadAsync(simulator.Port, 1, "4", 13));
    }

    private Task<(int ExitCode, string Output)> AskAsync(params IEnumerable<int> numbers) => PeerProcess.RunAsync(
        "/usr/bin/python3",
        [
            Path.Combine(AppContext.BaseDirectory, "Peers", "pymodbus_read_write.py"),
            .. numbers.Prepend(1).Prepend(simulator.Port).Select(each => each.ToString(CultureInfo.InvariantCulture)),
        ]);
}
