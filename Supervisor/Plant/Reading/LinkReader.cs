using Understudy.Hardware.Plant;
using Understudy.Supervisor.Plant.Yaml;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads how a gateway is reached.</summary>
internal static class LinkReader
{
    private static readonly string[] Kinds = [PlantLink.ModbusTcp, PlantLink.Simulator];

    public static LinkSpec? Read(Fields gateway, ProblemList problems)
    {
        gateway.Required("link", "for example link: {modbusTcp: 10.0.0.5:502}");
        if (Fields.Of(gateway.Node("link"), PlantKeys.Link, problems) is not { } fields) return null;
        var inFlight = fields.Integer("inFlight", 1, PlantLimits.RequestsInFlightMax) ?? 1;
        var pace = fields.Duration("pace", TimeSpan.Zero, PlantLimits.PaceMax) ?? TimeSpan.Zero;
        var responseTime = fields.Duration("responseTime") ?? LinkSpec.DefaultResponseTime;
        var connectTime = fields.Duration("connectTime") ?? LinkSpec.DefaultConnectTime;
        var transactionId = fields.Choice<TransactionIdRule>("transactionId") ?? TransactionIdRule.Match;
        if (transactionId == TransactionIdRule.Ignore && inFlight > 1)
            fields.Problem(
                "transactionId",
                $"'transactionId: ignore' needs 'inFlight: 1', not {inFlight}: where ids say nothing, the answers of "
                    + "two requests can't be told apart.");
        if (Kinds.Count(fields.Has) != 1)
        {
            problems.Add(fields.Map, "A link is exactly one of modbusTcp: host:port and simulator: {}.");
            return null;
        }

        var kind = Kinds.Single(fields.Has);
        var (host, port) = kind == PlantLink.Simulator ? Simulator(fields, problems) : ModbusTcp(fields);
        return host is null
            ? null
            : new LinkSpec(kind, host, port, (int)inFlight, pace, responseTime, connectTime, transactionId);
    }

    private static (string? Host, int Port) Simulator(Fields fields, ProblemList problems)
    {
        Fields.Of(fields.Node(PlantLink.Simulator), PlantKeys.Simulator, problems);
        return (PlantLink.SimulatorHost, PlantLink.SimulatorPort);
    }

    private static (string? Host, int Port) ModbusTcp(Fields fields)
    {
        if (fields.Text(PlantLink.ModbusTcp, ModbusEndpoint.Form) is not { } node) return (null, 0);
        if (ModbusEndpoint.TryParse(node.Text, out var host, out var port)) return (host, port);
        fields.Problem(PlantLink.ModbusTcp, $"'{node.Shown}' is not {ModbusEndpoint.Form}.");
        return (null, 0);
    }
}
