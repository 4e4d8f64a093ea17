using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

/// <summary>Block reads of whatever points there may be: bits of all kinds, and values of several registers.</summary>
public sealed class MixedBlockReadTests
{
    private const int GapMax = 1_998;

    private static readonly Gen<string> RegisterTable = Gen.Bool.Select(holds => holds ? "holding" : "input");

    private static readonly Gen<PointSpec> Bit =
        Gen.Select(Gen.Bool.Select(isCoil => isCoil ? "coil" : "discrete"), Gen.Int[0, 9_000]).Select((table, at) =>
            TestPlant.Point("p", $"{table}/{at}", PointType.Bool));

    private static readonly Gen<PointSpec> Number = Gen.Select(
        RegisterTable,
        Gen.Int[0, 600],
        Gen.Enum<PointType>().Where(type => type.IsNumber()),
        Gen.Enum<WordOrder>()).Select((table, at, type, order) =>
            TestPlant.Point("p", $"{table}/{at}", type, type.NumberSize() == 1 ? WordOrder.ABCD : order));

    private static readonly Gen<PointSpec> BitOfRegister = Gen.Select(RegisterTable, Gen.Int[0, 20], Gen.Int[0, 15])
        .Select((table, at, bit) => TestPlant.Point("p", $"{table}/{at}.{bit}", PointType.Bool));

    private static readonly Gen<PointSpec> BitsOfRegister =
        Gen.Select(RegisterTable, Gen.Int[0, 20], Gen.Int[0, 14], Gen.Int[1, 15])
            .Select((table, at, first, more) =>
                TestPlant.Point("p", $"{table}/{at}.{first}-{Math.Min(15, first + more)}"));

    private static readonly Gen<PointSpec> Text = Gen.Select(RegisterTable, Gen.Int[0, 600], Gen.Int[1, 246])
        .Select((table, at, length) =>
            TestPlant.Point("p", $"{table}/{at}", PointType.String) with { Length = length });

    private static readonly Gen<PointSpec[]> Points =
        Gen.OneOf(Bit, Number, BitOfRegister, BitsOfRegister, Text).Array[1, 60].Select(points => points
            .Select((point, place) => point with { Id = new PointId($"p{place}") })
            .ToArray());

    private static readonly Gen<(ModbusTable Table, int At)[]> Holes =
        Gen.Select(Gen.Enum<ModbusTable>(), Gen.Int[0, 700]).Array[0, 30];

    private readonly CancellationToken _cancellation = TestContext.Current.CancellationToken;

    [Fact]
    public Task Each_point_is_what_the_tables_hold_and_no_request_is_too_long() =>
        Gen.Select(Points, Holes, Gen.Int[0, GapMax], Gen.Int).SampleAsync(async (points, holes, gap, seed) =>
        {
            var tables = new AnyTables(seed, holes);
            foreach (var readings in await ReadAsync(tables, gap, points, times: 2))
                Assert.Equal(
                    points.Select(tables.Of), readings.Select(reading => (reading.Value, reading.Status)));
            Assert.All(tables.Asked, asked => Assert.InRange(asked.Count, 1, Max(asked.Table)));
        });

    [Fact]
    public Task No_two_requests_could_be_one() =>
        Gen.Select(Points, Gen.Int[0, GapMax]).SampleAsync(async (points, gap) =>
        {
            var tables = new AnyTables(seed: 1);
            await ReadAsync(tables, gap, points);
            var asked = tables.Asked.OrderBy(asked => (asked.Table, asked.First)).ToArray();
            for (var i = 1; i < asked.Length; i++)
            {
                var (one, next) = (asked[i - 1], asked[i]);
                Assert.True(
                    next.Table != one.Table
                    || next.First - (one.First + one.Count) > gap
                    || next.First + next.Count - one.First > Max(one.Table),
                    $"{one} and {next} with gap {gap}");
            }
        });

    [Theory]
    [InlineData(2_000, new[] { 2_000 })]
    [InlineData(2_001, new[] { 2_000, 1 })]
    public async Task Two_thousand_bits_are_one_request(int count, int[] requests)
    {
        var tables = new AnyTables(seed: 1);
        await ReadAsync(tables, 8, [.. Enumerable.Range(0, count).Select(at => Coil(at))]);
        Assert.Equal(requests, tables.Asked.Select(asked => asked.Count));
    }

    [Theory]
    [InlineData(GapMax, 1_999, 1)]
    [InlineData(GapMax, 2_000, 2)]
    [InlineData(1_997, 1_999, 2)]
    public async Task Bits_are_read_together_over_as_wide_a_gap_as_is_allowed_and_fits(
        int gap, int second, int requests)
    {
        var tables = new AnyTables(seed: 1);
        await ReadAsync(tables, gap, [Coil(0), Coil(second)]);
        Assert.Equal(requests, tables.Asked.Count);
    }

    [Fact]
    public async Task Bits_that_share_a_register_and_the_register_itself_are_one_request_of_one()
    {
        var tables = new AnyTables(seed: 1);
        PointSpec[] points =
        [
            TestPlant.Point("door", "input/9.3", PointType.Bool),
            TestPlant.Point("state", "input/9.4-7"),
            TestPlant.Point("all", "input/9"),
            TestPlant.Point("fan", "input/9.15", PointType.Bool),
        ];
        var readings = Assert.Single(await ReadAsync(tables, 8, points));
        Assert.Equal([(ModbusTable.Input, 9, 1)], tables.Asked);
        Assert.Equal(points.Select(point => tables.Of(point).Value), readings.Select(reading => reading.Value));
    }

    [Fact]
    public async Task A_value_of_several_registers_is_not_divided_between_two_requests()
    {
        var tables = new AnyTables(seed: 1);
        await ReadAsync(
            tables, 123, [TestPlant.Point("a", "holding/0"), TestPlant.Point("b", "holding/122", PointType.Float64)]);
        Assert.Equal([(ModbusTable.Holding, 0, 1), (ModbusTable.Holding, 122, 4)], tables.Asked);
    }

    private static PointSpec Coil(int at) => TestPlant.Point($"c{at}", $"coil/{at}", PointType.Bool);

    private static int Max(ModbusTable table) => table is ModbusTable.Coil or ModbusTable.Discrete
        ? ModbusLimits.ReadBitsMax
        : ModbusLimits.ReadRegistersMax;

    private async Task<IReadOnlyList<IReadOnlyList<PointReading>>> ReadAsync(
        AnyTables tables, int gap, PointSpec[] points, int times = 1)
    {
        var device = TestPlant.Device("oven", 1, points) with { ReadGap = gap };
        await using var driver = new ModbusDriver(device);
        await driver.OpenAsync(
            new DirectDriverHost(device, tables, TimeProvider.System, tables.ResponseTime), _cancellation);
        tables.Asked.Clear();
        var readings = new List<IReadOnlyList<PointReading>>();
        for (var time = 0; time < times; time++)
            readings.Add(await driver.ReadAsync([.. points.Select(point => point.Id)], _cancellation));
        return readings;
    }
}
