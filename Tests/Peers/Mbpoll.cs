using System.Globalization;
using System.Text.RegularExpressions;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Peers;

/// <summary>mbpoll, an independent Modbus client.</summary>
public static partial class Mbpoll
{
    /// <param name="type">mbpoll's own: 0 coil, 1 discrete, 3 input, 4 holding, with :int, :float or :hex.</param>
    /// <param name="order">ABCD or CDAB, which is all that it knows.</param>
    public static async Task<string[]> ReadAsync(
        int port, byte unit, string type, int offset, int count = 1, WordOrder order = WordOrder.ABCD)
    {
        var output = await RunAsync(port, unit, type, offset, ["-c", Text(count), .. Option(order)]);
        return [.. Value().Matches(output).Select(match => match.Groups[1].Value)];
    }

    public static Task<string> WriteAsync(int port, byte unit, string type, int offset, params string[] values) =>
        WriteAsync(port, unit, type, offset, WordOrder.ABCD, values);

    public static Task<string> WriteAsync(
        int port, byte unit, string type, int offset, WordOrder order, params string[] values) =>
        RunAsync(port, unit, type, offset, Option(order), values);

    /// <summary>Its exit code is not looked at: it may be told "no".</summary>
    public static async Task<string> TryAsync(int port, byte unit, string type, int offset, params string[] values) =>
        (await PeerProcess.RunAsync("mbpoll", Arguments(port, unit, type, offset, [], values))).Output;

    private static async Task<string> RunAsync(
        int port, byte unit, string type, int offset, string[] options, params string[] values)
    {
        var (code, output) = await PeerProcess.RunAsync("mbpoll", Arguments(port, unit, type, offset, options, values));
        Assert.True(code == 0, $"mbpoll ended with {code}: {output}");
        return output;
    }

    private static string[] Arguments(
        int port, byte unit, string type, int offset, string[] options, string[] values) =>
    [
        "-m", "tcp", "-a", Text(unit), "-r", Text(offset), "-t", type, "-0", "-1", "-o", "2", "-p", Text(port),
        .. options, "127.0.0.1", .. values.Length > 0 ? ["--"] : Array.Empty<string>(), .. values,
    ];

    private static string[] Option(WordOrder order) => order == WordOrder.ABCD ? ["-B"] : [];

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\[\d+\]:\s+(\S+)", RegexOptions.Multiline)]
    private static partial Regex Value();
}
