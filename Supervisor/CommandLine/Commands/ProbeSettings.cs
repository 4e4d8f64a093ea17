using System.ComponentModel;
using System.Globalization;
using Spectre.Console.Cli;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Modbus.Probing;
using Understudy.Hardware.Plant;
using Understudy.Supervisor.CommandLine.Probing;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>The arguments of <c>probe</c>.</summary>
public sealed class ProbeSettings : CommandSettings
{
    [CommandArgument(0, "<HOST[:PORT]>")]
    [Description("The Modbus TCP server; port 502 unless given, IPv6 in brackets")]
    public string Endpoint { get; init; } = "";

    [CommandOption("--unit <N>", true)]
    [Description("The unit id, 0 to 255")]
    public string Unit { get; init; } = "";

    [CommandOption("--holding <RANGE>")]
    [Description("Holding registers to read, such as 0..99")]
    public string? Holding { get; init; }

    [CommandOption("--input <RANGE>")]
    [Description("Input registers")]
    public string? Input { get; init; }

    [CommandOption("--coil <RANGE>")]
    [Description("Coils")]
    public string? Coil { get; init; }

    [CommandOption("--discrete <RANGE>")]
    [Description("Discrete inputs")]
    public string? Discrete { get; init; }

    [CommandOption("--points <PLANT>")]
    [Description("A plant file: its points are read as declared, and in all orders")]
    public string? Points { get; init; }

    [CommandOption("--profile <NAME>")]
    [Description("Whose points; may be left out where the plant file has one profile")]
    public string? Profile { get; init; }

    [CommandOption("--as <TYPES>")]
    [Description("Which numbers of several registers are shown: int32, uint32, float32, int64, uint64, float64")]
    [DefaultValue("int32,uint32,float32")]
    public string As { get; init; } = "int32,uint32,float32";

    [CommandOption("--pace <DURATION>")]
    [Description("From an answer to the next request")]
    [DefaultValue("20ms")]
    public string Pace { get; init; } = "20ms";

    [CommandOption("--timeout <DURATION>")]
    [Description("How long the device may take to answer")]
    [DefaultValue("1s")]
    public string Timeout { get; init; } = "1s";

    [CommandOption("--json")]
    [Description("A line of JSON for each register, bit, gap and point")]
    public bool Json { get; init; }

    public IReadOnlyList<AddressSpan> Ranges()
    {
        (ModbusTable Table, string? Text)[] given =
        [
            (ModbusTable.Holding, Holding), (ModbusTable.Input, Input), (ModbusTable.Coil, Coil),
            (ModbusTable.Discrete, Discrete),
        ];
        AddressSpan[] ranges =
            [.. given.Where(one => one.Text is not null).Select(one => ProbeRange.Parse(one.Table, one.Text!))];
        return ranges.Length > 0 || Points is not null
            ? ranges
            : throw Bad("Say what to read, for example --holding 0..99, or --points PLANT.yaml.");
    }

    /// <summary>The link, without what is only for several requests at once.</summary>
    public LinkSpec Link()
    {
        if (!ModbusEndpoint.TryParse(Endpoint, out var host, out var port))
            throw Bad($"'{Endpoint}' is not {ModbusEndpoint.Form}.");
        var options = Options();
        return new LinkSpec(
            PlantLink.ModbusTcp, host, port, 1, options.Pace, options.ResponseTime, LinkSpec.DefaultConnectTime);
    }

    public ProbeOptions Options()
    {
        if (!byte.TryParse(Unit, NumberStyles.None, CultureInfo.InvariantCulture, out var unit))
            throw Bad($"--unit {Unit}: a unit id from 0 to 255 is expected.");
        var timeout = DurationOption.Parse(Timeout, "--timeout")!.Value;
        if (timeout == TimeSpan.Zero) throw Bad("--timeout 0ms leaves no time for an answer.");
        return new ProbeOptions(unit, DurationOption.Parse(Pace, "--pace")!.Value, timeout);
    }

    public IReadOnlyList<PointType> Types() =>
    [
        .. As.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(word =>
            PlantWord.Parse<PointType>(word) is { } type && type.IsNumber() && type.NumberSize() > 1
                ? type
                : throw Bad($"--as {word}: int32, uint32, float32, int64, uint64 or float64 is expected.")),
    ];

    private static CommandFailedException Bad(string message) => new(CommandExit.BadInput, message);
}
