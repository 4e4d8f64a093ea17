using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class BlockReadTests
{
    [Fact]
    public async Task Points_within_the_gap_are_read_with_one_request()
    {
        var table = new HoleyTable(Enumerable.Range(0, 20));
        await ReadAsync(table, 8, [0, 1, 10]);
        Assert.Equal([(0, 11)], table.Asked);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(8, 11)]
    public async Task A_gap_wider_than_allowed_starts_another_request(int gap, int next)
    {
        var table = new HoleyTable(Enumerable.Range(0, 20));
        await ReadAsync(table, gap, [0, 1, next]);
        Assert.Equal([(0, 2), (next, 1)], table.Asked);
    }

    [Fact]
    public async Task A_block_that_is_refused_is_read_in_the_runs_between_its_gaps_from_then_on()
    {
        var table = new HoleyTable(0, 1, 2, 5, 6);
        Assert.Empty(await ReadAsync(table, 8, [0, 1, 2, 5, 6], times: 2));
        Assert.Equal([(0, 7), (0, 3), (5, 2), (0, 3), (5, 2)], table.Asked);
    }

    [Fact]
    public async Task Only_a_run_that_is_refused_itself_is_read_point_by_point()
    {
        var table = new HoleyTable(0, 1, 5, 7);
        Assert.Equal(["p6"], await ReadAsync(table, 8, [0, 1, 5, 6, 7], times: 2));
        Assert.Equal(
            [(0, 8), (0, 2), (5, 3), (5, 1), (6, 1), (7, 1), (0, 2), (5, 1), (6, 1), (7, 1)], table.Asked);
    }

    [Fact]
    public Task Whatever_registers_a_device_has_each_point_that_exists_is_read_and_no_request_is_too_long() =>
        Gen.Select(Gen.Int[0, 400].HashSet[1, 60], Gen.Int[0, 400].HashSet[0, 30], Gen.Int[0, 123])
            .SampleAsync(async (declared, holes, gap) =>
            {
                var table = new HoleyTable(Enumerable.Range(0, 401).Except(holes));
                var bad = await ReadAsync(table, gap, [.. declared]);
                Assert.Equal(
                    declared.Intersect(holes).Select(at => $"p{at}").Order(StringComparer.Ordinal),
                    bad.Order(StringComparer.Ordinal));
                Assert.All(table.Asked, asked => Assert.InRange(asked.Count, 1, ModbusLimits.ReadRegistersMax));
            });

    /// <summary>Reads a point at each address, checks the Good ones, and tells which are not readable.</summary>
    private static async Task<IReadOnlyList<string>> ReadAsync(
        HoleyTable table, int gap, int[] addresses, int times = 1)
    {
        var device = TestPlant.Device(
            "oven", 1, [.. addresses.Select(at => TestPlant.Point($"p{at}", $"holding/{at}"))]) with
        { ReadGap = gap };
        var host = new DirectDriverHost(device, table, TimeProvider.System, table.ResponseTime);
        await using var driver = new ModbusDriver(device);
        await driver.OpenAsync(host, TestContext.Current.CancellationToken);
        table.Asked.Clear();
        IReadOnlyList<string> bad = [];
        for (var time = 0; time < times; time++)
        {
            var readings = await driver.ReadAsync(
                [.. device.Points.Select(point => point.Id)], TestContext.Current.CancellationToken);
            for (var i = 0; i < addresses.Length; i++)
                Assert.Equal(
                    readings[i].Status.IsGood ? PointValue.Of((long)addresses[i]) : null, readings[i].Value);
            bad =
            [
                .. readings.Where(reading => !reading.Status.IsGood).Select(reading => reading.Point.Value),
            ];
            Assert.All(
                readings.Where(reading => !reading.Status.IsGood),
                reading => Assert.Equal(StatusCode.BadNotReadable, reading.Status));
        }

        return bad;
    }
}
