using System.Globalization;
using System.Text;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Campaign;

/// <summary>
/// The plant of a campaign: three gateways of two devices, and in this process what stands in for them, which outlives
/// the node. Values tell their request, so that every execution can be laid to one.
/// </summary>
internal sealed class CampaignPlant : IAsyncDisposable
{
    /// <summary>What the devices themselves refuse, and the plant file does not know of.</summary>
    public const int LimitedMax = 20_000;

    private static readonly string[] GatewayNames = ["press", "mill", "still"];
    private static readonly string[] DeviceNames = ["one", "two"];

    // The slower a device answers, the more often a kill falls between an execution and its acknowledgement.
    private static readonly Dictionary<string, (int InFlight, TimeSpan Delay)> Links = new()
    {
        ["press"] = (1, TimeSpan.Zero),
        ["mill"] = (1, TimeSpan.FromMilliseconds(4)),
        ["still"] = (4, TimeSpan.FromMilliseconds(15)),
    };

    private readonly Dictionary<GatewayId, ModbusSimulator> _simulators = [];
    private readonly Dictionary<DeviceId, byte> _units = [];

    private CampaignPlant()
    {
    }

    public string Text { get; private init; } = "";

    public IReadOnlyList<DeviceId> Devices => [.. _units.Keys];

    public IReadOnlyList<Target> Targets => [.. Devices.SelectMany(Target.AllOf)];

    public static CampaignPlant Start()
    {
        var ports = new Dictionary<string, int>();
        var simulators = new Dictionary<GatewayId, ModbusSimulator>();
        var devices = Parse(TextOf(name => 502 + Array.IndexOf(GatewayNames, name), LimitedMax));
        foreach (var gateway in devices.Gateways)
        {
            var simulator = new ModbusSimulator(gateway);
            simulator.Start();
            if (Links[gateway.Id.Value].Delay is { Ticks: > 0 } delay)
                simulator.Set(null, new SimulatorFault.Delay(delay));
            simulators[gateway.Id] = simulator;
            ports[gateway.Id.Value] = simulator.Port;
        }

        var plant = new CampaignPlant { Text = TextOf(name => ports[name], ushort.MaxValue) };
        foreach (var (id, simulator) in simulators) plant._simulators[id] = simulator;
        foreach (var device in devices.Gateways.SelectMany(gateway => gateway.Devices))
            plant._units[device.Id] = device.Unit;
        return plant;
    }

    public long Total => _simulators.Values.Sum(simulator => simulator.Executions.Total);

    /// <summary>What the devices executed, of each target, in order.</summary>
    public IReadOnlyDictionary<Target, IReadOnlyList<TargetExecution>> Executions()
    {
        var found = Targets.ToDictionary(target => target, _ => new List<TargetExecution>());
        foreach (var (gateway, simulator) in _simulators)
        {
            var entries = simulator.Executions.Entries;
            Assert.Equal(simulator.Executions.Total, entries.Length);
            var targets = found.Keys.Where(target => target.Device.Gateway == gateway)
                .ToDictionary(target => (_units[target.Device], target.At));
            foreach (var entry in entries)
            {
                var target = targets[(entry.Unit, new ModbusAddress(entry.Table, entry.Address))];
                found[target].Add(new TargetExecution(
                    entry.Time, entry.Values.Aggregate(0L, (value, register) => (value << 16) | register)));
            }
        }

        return found.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<TargetExecution>)pair.Value);
    }

    public long Holds(Target target) =>
        _simulators[target.Device.Gateway].Value(target.Device, new PointId(target.Name)).AsInteger;

    public async ValueTask DisposeAsync()
    {
        foreach (var simulator in _simulators.Values) await simulator.DisposeAsync();
    }

    private static PlantSpec Parse(string text)
    {
        var parsed = PlantFile.Parse(text, "campaign.yaml");
        return parsed.Plant ?? throw new ArgumentException(string.Join(Environment.NewLine, parsed.Lines()));
    }

    private static string TextOf(Func<string, int> port, int limit)
    {
        var text = new StringBuilder("gateways:\n");
        foreach (var name in GatewayNames)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                  {{name}}:
                    link: {modbusTcp: 127.0.0.1:{{port(name)}}, inFlight: {{Links[name].InFlight}}, responseTime: 1s}
                    scanClasses: {fast: 250ms}
                    devices:

                """);
            for (var i = 0; i < DeviceNames.Length; i++)
                text.Append(
                    CultureInfo.InvariantCulture, $"      {DeviceNames[i]}: {{profile: machine, unit: {i + 1}}}\n");
        }

        return text.Append(CultureInfo.InvariantCulture, $$"""
            profiles:
              machine:
                class: register
                restoreWithin: always
                points:
                  level: {at: input/0, type: uint16, scan: fast}
                  blocked: {at: holding/0, type: uint16, role: configuration, scan: fast}
                  queued: {at: holding/1, type: uint16, role: configuration, whenDown: queue, ttl: 30s}
                  wide: {at: holding/4, type: uint32, role: configuration}
                  limited: {at: holding/6, type: uint16, role: configuration, range: [0, {{limit}}]}
                  output: {at: holding/8, type: uint16, role: output}
                commands:
                  dose: {write: {at: holding/20, type: uint16}, idempotent: false}
                  fire: {write: {at: holding/21, type: uint16}, idempotent: false, whenDown: block}
                  feed: {write: {at: holding/22, type: uint16}, idempotent: false, whenDown: queue, ttl: 30s}
                  start: {write: {at: coil/0, value: true}, idempotent: false}
                  goto: {write: {at: holding/23, type: uint16}, idempotent: true}

            """).ToString();
    }
}
