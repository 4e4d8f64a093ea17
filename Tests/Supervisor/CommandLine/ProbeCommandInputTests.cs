using System.Net;
using System.Net.Sockets;
using Understudy.Supervisor.CommandLine;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class ProbeCommandInputTests
{
    [Theory]
    [InlineData("Say what to read", "h", "--unit", "1")]
    [InlineData("--unit 300", "h", "--unit", "300", "--coil", "1")]
    [InlineData("--holding 9..1", "h", "--unit", "1", "--holding", "9..1")]
    [InlineData("--holding 0..65536", "h", "--unit", "1", "--holding", "0..65536")]
    [InlineData("'h:0' is not", "h:0", "--unit", "1", "--coil", "1")]
    [InlineData("--as int16", "h", "--unit", "1", "--coil", "1", "--as", "int16")]
    [InlineData("--profile", "h", "--unit", "1", "--coil", "1", "--profile", "p")]
    [InlineData("--pace", "h", "--unit", "1", "--coil", "1", "--pace", "soon")]
    public async Task What_makes_no_sense_is_bad_input(string told, params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal(CommandExit.BadInput, run.Exit);
        Assert.Contains(told, run.Error);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_not_reachable()
    {
        using var taken = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var port = ((IPEndPoint)taken.LocalEndPoint!).Port;
        var run = await RunAsync($"127.0.0.1:{port}", "--unit", "1", "--holding", "0");
        Assert.Equal(CommandExit.Unreachable, run.Exit);
        Assert.Contains($"127.0.0.1:{port}", run.Error);
    }

    private static Task<CommandRun> RunAsync(params string[] arguments) =>
        CommandRun.OfAsync(TimeProvider.System, default, ["probe", .. arguments]);
}
