using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Plants as short as the tests want them.</summary>
public static class TestPlant
{
    public static readonly GatewayId Gateway = new("hall1");

    public static LinkSpec Link(int port, TimeSpan? responseTime = null, string host = "127.0.0.1") => new(
        "modbusTcp", host, port, 4, TimeSpan.Zero, responseTime ?? TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3));

    public static PointSpec Point(
        string id,
        string at,
        PointType type = PointType.Uint16,
        WordOrder order = WordOrder.ABCD,
        double scale = 1,
        ValueRange? range = null,
        PointRole? role = null)
    {
        var address = ModbusAddress.Parse(at);
        return new PointSpec(
            new PointId(id), address, type, order, scale, "1", range,
            role ?? (address.IsWritable ? PointRole.Configuration : PointRole.Measurement),
            null, PointSpec.DefaultStaleAfter, [], ReplayRule.Restore, null, null, false);
    }

    public static FieldSpec Field(
        string name, string at, PointType type = PointType.Uint16, WordOrder order = WordOrder.ABCD) =>
        new(name, ModbusAddress.Parse(at), type, order, 1, 0, "1", null, 0, null);

    /// <summary>A writable structure, its fields in the order of their addresses.</summary>
    public static PointSpec Structure(string id, params FieldSpec[] fields) =>
        Point(id, (fields[0].At with { Bits = null }).ToString(), PointType.Structure) with { Fields = [.. fields] };

    public static CommandSpec Command(string id, string at, PointType type, PointValue? value) => new(
        new CommandId(id), ModbusAddress.Parse(at), type, value, false, false, null, null, null);

    public static DeviceSpec Device(
        string name,
        byte unit,
        PointSpec[] points,
        CommandSpec[]? commands = null,
        IdentitySpec? identity = null) => new(
        new DeviceId(Gateway, name), "test", DeviceClass.Register, unit, null, identity, [.. points],
        [.. commands ?? []], BudgetSpec.Default, null, RecordRule.All);

    public static GatewaySpec Of(params DeviceSpec[] devices) =>
        new(Gateway, Link(0), null, GatewayFallback.Wait, [.. devices]);
}
