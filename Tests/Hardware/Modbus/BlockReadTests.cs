using CsCheck;
using Microsoft.Extensions.Time.Testing;
using Understudy.Hardware.Drivers;
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
    public async Task Only_a_run_that_is_refused_itself_is_halved_until_what_is_missing_is_alone()
    {
        var table = new HoleyTable(0, 1, 5, 7);
        Assert.Equal(["p6"], await ReadAsync(table, 8, [0, 1, 5, 6, 7], times: 2));
        Assert.Equal(
            [
                (0, 8), (0, 2), (5, 3), (5, 1), (6, 2), (6, 1), (7, 1),
                (0, 2), (5, 1), (6, 1), (7, 1),
            ],
            table.Asked);
    }

    [Fact]
    public async Task A_device_that_reads_fewer_at_once_is_asked_for_halves_from_then_on()
    {
        var table = new HoleyTable(Enumerable.Range(0, 125)) { CountMax = 100 };
        Assert.Empty(await ReadAsync(table, 8, [.. Enumerable.Range(0, 125)], times: 2));
        Assert.Equal([(0, 125), (0, 62), (62, 63), (0, 62), (62, 63)], table.Asked);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(2)]
    public async Task A_device_that_refused_while_it_started_is_read_whole_again_later(int refusal)
    {
        var time = new FakeTimeProvider();
        var table = new HoleyTable(Enumerable.Range(0, 4)) { Starting = refusal };
        await using var reader = await OpenAsync(table, 8, [0, 1, 2, 3], time);
        await reader.ReadAsync();
        table.Starting = 0;
        table.Asked.Clear();
        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        await reader.ReadAsync();
        Assert.Equal([(0, 1), (1, 1), (2, 1), (3, 1)], table.Asked);
        table.Asked.Clear();
        time.Advance(TimeSpan.FromSeconds(1));
        await reader.ReadAsync();
        await reader.ReadAsync();
        Assert.Equal([(0, 4), (0, 4)], table.Asked);
    }

    [Fact]
    public async Task A_device_that_still_refuses_is_asked_for_the_whole_once_in_a_long_time()
    {
        var time = new FakeTimeProvider();
        var table = new HoleyTable(Enumerable.Range(0, 4)) { CountMax = 2 };
        await using var reader = await OpenAsync(table, 8, [0, 1, 2, 3], time);
        await reader.ReadAsync();
        time.Advance(TimeSpan.FromMinutes(10));
        table.Asked.Clear();
        await reader.ReadAsync();
        await reader.ReadAsync();
        Assert.Equal([(0, 4), (0, 2), (2, 2), (0, 2), (2, 2)], table.Asked);
    }

    [Fact]
    public async Task A_list_that_is_asked_for_again_and_again_keeps_what_was_learnt_of_it()
    {
        var table = new HoleyTable(Enumerable.Range(0, 40)) { CountMax = 2 };
        await using var reader = await OpenAsync(table, 8, [.. Enumerable.Range(0, 40)], TimeProvider.System);
        await reader.ReadAsync(0, 4);
        for (var other = 4; other < 36; other += 2)
        {
            await reader.ReadAsync(other, 2);
            table.Asked.Clear();
            await reader.ReadAsync(0, 4);
            Assert.Equal([(0, 2), (2, 2)], table.Asked);
        }
    }

    [Fact]
    public async Task A_device_that_answers_no_long_read_is_told_with_the_setting_that_helps()
    {
        var table = new HoleyTable(Enumerable.Range(0, 100)) { AnsweredMax = 60 };
        var silence = await Assert.ThrowsAsync<NoResponseException>(
            () => ReadAsync(table, 8, [.. Enumerable.Range(0, 100)]));
        Assert.StartsWith("silent. It was asked for 100 registers at once", silence.Message, StringComparison.Ordinal);
        Assert.Contains("'readMax: 50'", silence.Message, StringComparison.Ordinal);
        Assert.Empty(await ReadAsync(table, 8, [.. Enumerable.Range(0, 100)], readMax: 50));
        Assert.Equal([(0, 50), (50, 50)], table.Asked);
    }

    [Fact]
    public async Task A_gateway_that_says_that_the_device_is_silent_says_nothing_of_long_reads()
    {
        var table = new HoleyTable(Enumerable.Range(0, 100));
        await using var reader = await OpenAsync(table, 8, [.. Enumerable.Range(0, 100)], TimeProvider.System);
        table.Starting = (int)ModbusExceptionCode.GatewayTargetFailedToRespond;

        var silence = await Assert.ThrowsAsync<NoResponseException>(reader.ReadAsync);

        Assert.DoesNotContain("readMax", silence.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_device_that_answered_as_long_a_read_before_or_gives_no_answer_to_a_short_one_is_only_silent()
    {
        var dead = new HoleyTable(Enumerable.Range(0, 100)) { AnsweredMax = 1 };
        Assert.Equal("silent.", (await Assert.ThrowsAsync<NoResponseException>(
            () => ReadAsync(dead, 8, [.. Enumerable.Range(0, 16)]))).Message);
        var table = new HoleyTable(Enumerable.Range(0, 100));
        await using var reader = await OpenAsync(table, 8, [.. Enumerable.Range(0, 100)], TimeProvider.System);
        await reader.ReadAsync();
        table.AnsweredMax = 1;
        Assert.Equal("silent.", (await Assert.ThrowsAsync<NoResponseException>(reader.ReadAsync)).Message);
    }

    [Fact]
    public async Task A_value_that_takes_more_than_one_read_may_is_read_whole()
    {
        var table = new HoleyTable(Enumerable.Range(0, 20));
        await ReadAsync(table, 8, [0, 1, 2], readMax: 2);
        Assert.Equal([(0, 2), (2, 1)], table.Asked);
        var text = TestPlant.Point("text", "holding/0", PointType.String) with { Length = 20 };
        var device = TestPlant.Device("oven", 1, [text]) with { ReadMax = 4 };
        await using var driver = new ModbusDriver(device);
        await driver.OpenAsync(
            new DirectDriverHost(device, table, TimeProvider.System, table.ResponseTime),
            TestContext.Current.CancellationToken);
        table.Asked.Clear();
        await driver.ReadAsync([text.Id], TestContext.Current.CancellationToken);
        Assert.Equal([(0, 10)], table.Asked);
    }

    [Fact]
    public async Task A_register_that_the_device_fails_with_is_Bad_and_its_neighbours_are_not()
    {
        var table = new HoleyTable(Enumerable.Range(0, 8)) { Failing = { 5 } };
        Assert.Equal(["p5"], await ReadAsync(table, 8, [.. Enumerable.Range(0, 8)], 2, StatusCode.BadDeviceFailure));
        Assert.Equal(
            [
                (0, 8), (0, 4), (4, 4), (4, 2), (4, 1), (5, 1), (6, 2),
                (0, 4), (4, 1), (5, 1), (6, 2),
            ],
            table.Asked);
    }

    [Fact]
    public async Task A_device_that_fails_with_everything_is_not_asked_point_by_point_each_time()
    {
        var table = new HoleyTable(Enumerable.Range(0, 4)) { Failing = { 0, 1, 2, 3 } };
        Assert.Equal(4, (await ReadAsync(table, 8, [0, 1, 2, 3], 3, StatusCode.BadDeviceFailure)).Count);
        Assert.Equal([(0, 4), (0, 2), (0, 1), (1, 1), (2, 2), (2, 1), (3, 1), (0, 4), (0, 4)], table.Asked);
    }

    [Fact]
    public async Task A_device_that_failed_for_a_moment_is_read_whole_again()
    {
        var time = new FakeTimeProvider();
        var table = new HoleyTable(Enumerable.Range(0, 2)) { Failing = { 0 } };
        await using var reader = await OpenAsync(table, 8, [0, 1], time);
        await reader.ReadAsync();
        table.Failing.Clear();
        await reader.ReadAsync();
        await reader.ReadAsync();
        Assert.Equal([(0, 2), (0, 1), (1, 1), (0, 1), (1, 1), (0, 2)], table.Asked);
    }

    [Fact]
    public async Task After_the_pause_a_device_that_failed_with_everything_is_asked_which_point_it_still_fails_with()
    {
        var time = new FakeTimeProvider();
        var table = new HoleyTable(Enumerable.Range(0, 2)) { Failing = { 0, 1 } };
        await using var reader = await OpenAsync(table, 8, [0, 1], time);
        await reader.ReadAsync();
        table.Failing.Remove(1);
        Assert.All(await reader.ReadAsync(), reading => Assert.Equal(StatusCode.BadDeviceFailure, reading.Status));
        time.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal(
            [StatusCode.BadDeviceFailure, StatusCode.Good],
            (await reader.ReadAsync()).Select(reading => reading.Status));
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
        HoleyTable table,
        int gap,
        int[] addresses,
        int times = 1,
        StatusCode? badStatus = null,
        int? readMax = null)
    {
        await using var reader = await OpenAsync(table, gap, addresses, TimeProvider.System, readMax);
        IReadOnlyList<string> bad = [];
        for (var time = 0; time < times; time++)
        {
            var readings = await reader.ReadAsync();
            for (var i = 0; i < addresses.Length; i++)
                Assert.Equal(
                    readings[i].Status.IsGood ? PointValue.Of((long)addresses[i]) : null, readings[i].Value);
            bad =
            [
                .. readings.Where(reading => !reading.Status.IsGood).Select(reading => reading.Point.Value),
            ];
            Assert.All(
                readings.Where(reading => !reading.Status.IsGood),
                reading => Assert.Equal(badStatus ?? StatusCode.BadNotReadable, reading.Status));
        }

        return bad;
    }

    private static async Task<Reader> OpenAsync(
        HoleyTable table, int gap, int[] addresses, TimeProvider time, int? readMax = null)
    {
        var device = TestPlant.Device(
            "oven", 1, [.. addresses.Select(at => TestPlant.Point($"p{at}", $"holding/{at}"))]) with
        { ReadGap = gap, ReadMax = readMax };
        var driver = new ModbusDriver(device);
        await driver.OpenAsync(
            new DirectDriverHost(device, table, time, table.ResponseTime), TestContext.Current.CancellationToken);
        table.Asked.Clear();
        return new Reader(driver, [.. device.Points.Select(point => point.Id)]);
    }

    /// <summary>Reads all points of a device.</summary>
    private sealed class Reader(ModbusDriver driver, PointId[] points) : IAsyncDisposable
    {
        public Task<IReadOnlyList<PointReading>> ReadAsync() =>
            driver.ReadAsync(points, TestContext.Current.CancellationToken);

        public Task<IReadOnlyList<PointReading>> ReadAsync(int first, int count) =>
            driver.ReadAsync(points[first..(first + count)], TestContext.Current.CancellationToken);

        public ValueTask DisposeAsync() => driver.DisposeAsync();
    }
}
