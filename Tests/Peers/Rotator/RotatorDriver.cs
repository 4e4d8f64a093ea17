using System.Globalization;
using System.Text;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Model;

namespace Understudy.Tests.Peers.Rotator;

/// <summary>A driver for a text protocol, with no recovery code: one point, the position, and one command, stop.
/// </summary>
internal sealed class RotatorDriver : IDriver
{
    public const string Ask = "+p";
    public const string Stop = "+S";

    private static readonly string[] Labels = ["Azimuth: ", "Elevation: "];

    private IDriverHost? _host;

    public DriverTraits Traits { get; } = new(1);

    private IDriverHost Host => _host ?? throw new InvalidOperationException("Not opened.");

    public static PointValue Position(double azimuth, double elevation) => PointValue.Of(new StructureValue(
    [
        KeyValuePair.Create("azimuth", PointValue.Of(azimuth)),
        KeyValuePair.Create("elevation", PointValue.Of(elevation)),
    ]));

    public static string Move(double azimuth, double elevation) =>
        FormattableString.Invariant($"+P {azimuth} {elevation}");

    public async Task<DeviceIdentity> OpenAsync(IDriverHost host, CancellationToken cancellation)
    {
        _host = host;
        await ReadAsync([], cancellation);
        return new DeviceIdentity(DeviceIdentity.NotDeclared);
    }

    public async Task<IReadOnlyList<PointReading>> ReadAsync(
        IReadOnlyList<PointId> points, CancellationToken cancellation)
    {
        var lines = await ExchangeAsync(Ask, null, cancellation);
        double[] numbers = [.. Labels.Select(label => Number(lines, label))];
        var (now, at) = (Host.Time.GetUtcNow(), Host.Time.GetTimestamp());
        var position = Position(numbers[0], numbers[1]);
        return [.. points.Select(point => new PointReading(point, position, StatusCode.Good, now, at))];
    }

    public Task<MutationOutcome> WriteAsync(
        PointId point, PointValue value, MutationPermit permit, CancellationToken cancellation)
    {
        var (azimuth, elevation) = (value.AsStructure["azimuth"]!.Value, value.AsStructure["elevation"]!.Value);
        return ChangeAsync(Move(azimuth.AsReal, elevation.AsReal), permit, cancellation);
    }

    public Task<MutationOutcome> InvokeAsync(
        CommandId command,
        IReadOnlyDictionary<string, PointValue> arguments,
        MutationPermit permit,
        CancellationToken cancellation) => ChangeAsync(Stop, permit, cancellation);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<MutationOutcome> ChangeAsync(
        string line, MutationPermit permit, CancellationToken cancellation)
    {
        var end = (await ExchangeAsync(line, permit, cancellation))[^1];
        return end == $"{RotatorTransport.End}0"
            ? new MutationOutcome.Acknowledged()
            : new MutationOutcome.Rejected($"the rotator says {end}");
    }

    private async Task<string[]> ExchangeAsync(string line, MutationPermit? permit, CancellationToken cancellation)
    {
        var request = new LinkRequest(0, Encoding.ASCII.GetBytes($"{line}\n"), permit, Host.ResponseTime);
        var answer = await Host.Link.ExchangeAsync(request, cancellation);
        return Encoding.ASCII.GetString(answer.Span).Split('\n');
    }

    private static double Number(string[] lines, string label)
    {
        var line = Array.Find(lines, line => line.StartsWith(label, StringComparison.Ordinal));
        return line is not null
            && double.TryParse(line.AsSpan(label.Length), CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number)
                ? number
                : throw new ProtocolViolationException($"There is no '{label}' in: {string.Join(" | ", lines)}");
    }
}
