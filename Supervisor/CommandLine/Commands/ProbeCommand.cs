using System.Globalization;
using Spectre.Console.Cli;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Modbus.Probing;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.CommandLine.Probing;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy probe HOST</c>: reads a device directly, to check its manual or its profile.</summary>
public sealed class ProbeCommand(Terminal terminal, TimeProvider clock) : AsyncCommand<ProbeSettings>
{
    public const string Description =
        "Read a device directly, to check its register map; at most 500 requests, no writes";

    private const int RequestsWorthAWarning = 50;

    public override async Task<int> ExecuteAsync(
        CommandContext context, ProbeSettings settings, CancellationToken cancellationToken)
    {
        var (ranges, link, options, types) = (settings.Ranges(), settings.Link(), settings.Options(), settings.Types());
        var points = await PointsAsync(settings, cancellationToken);
        Warn(ranges.Sum(range => range.RequestsMin) + points.Count, options);
        IProbeReport report = settings.Json ? new ProbeLines(terminal, types) : new ProbeTables(terminal, types);
        await using var transport = new ModbusTcpTransport(link, clock);
        await ConnectAsync(transport, cancellationToken);
        var probe = new DeviceProbe(transport, options, clock);

        var hasValues = false;
        foreach (var range in ranges)
        {
            var finding = await probe.SearchAsync(range, () => Progress(probe), cancellationToken);
            terminal.Progress(null);
            report.Show(finding);
            hasValues |= finding.Values.Count > 0;
        }

        var probed = new List<ProbedPoint>();
        foreach (var point in points)
        {
            var span = ProbedPoint.SpanOf(point);
            probed.Add(ProbedPoint.Of(point, await probe.ReadAsync(span, () => Progress(probe), cancellationToken)));
        }

        terminal.Progress(null);
        if (probed.Count > 0) report.Show(probed);
        report.End(probe);
        return probe switch
        {
            { Answers: 0 } => CommandExit.Unreachable,
            { Ended: not null } => CommandExit.Failed,
            _ when probed.Any(point => !point.IsRead) => CommandExit.Failed,
            _ => hasValues || probed.Count > 0 ? CommandExit.Ok : CommandExit.Failed,
        };
    }

    private static async Task<IReadOnlyList<PointSpec>> PointsAsync(
        ProbeSettings settings, CancellationToken cancellation)
    {
        if (settings.Points is not { } file)
            return settings.Profile is null
                ? []
                : throw new CommandFailedException(
                    CommandExit.BadInput, "--profile is one of a plant file: add --points PLANT.yaml.");
        var chosen = ProfileChoice.Of(await PlantFileText.ReadAsync(file, cancellation), file, settings.Profile);
        if (chosen.Draft is null)
            throw new CommandFailedException(CommandExit.BadInput, string.Join('\n', chosen.Problems));
        return [.. chosen.Draft.Points.Select(point => point.Spec).Where(point => point.IsReadable)];
    }

    private static async Task ConnectAsync(ModbusTcpTransport transport, CancellationToken cancellation)
    {
        try
        {
            await transport.ConnectAsync(cancellation);
        }
        catch (LinkLostException error)
        {
            throw new CommandFailedException(CommandExit.Unreachable, error.Message, error);
        }
    }

    private void Warn(int requestsMin, ProbeOptions options)
    {
        if (requestsMin <= RequestsWorthAWarning) return;
        var seconds = Math.Ceiling(requestsMin * options.Pace.TotalSeconds);
        terminal.Error(requestsMin > ProbeOptions.RequestsMax
            ? $"That is at least {requestsMin} requests, and no more than {ProbeOptions.RequestsMax} are sent: the "
                + "rest is not asked."
            : $"That is at least {requestsMin} requests, {seconds} s of pauses alone.");
    }

    private void Progress(DeviceProbe probe) => terminal.Progress(string.Create(
        CultureInfo.InvariantCulture, $"{probe.Requests} of at most {ProbeOptions.RequestsMax} requests"));
}
