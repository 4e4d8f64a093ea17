using Understudy.Hardware.Drivers;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.Hardware.Simulation;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class ModbusDriverAgainstSimulatorTests : DriverContractTests
{
    private readonly ModbusSimulator _simulator = new(TestPlant.Of(Served));

    [Theory]
    [InlineData(ModbusExceptionCode.IllegalFunction, "ConfigurationError")]
    [InlineData(ModbusExceptionCode.IllegalDataAddress, "NotReadable")]
    [InlineData(ModbusExceptionCode.IllegalDataValue, "ConfigurationError")]
    [InlineData(ModbusExceptionCode.ServerDeviceFailure, "DeviceFailure")]
    public async Task A_refused_read_is_a_bad_reading_with_its_reason(ModbusExceptionCode code, string status)
    {
        var (driver, _) = await OpenAsync();
        _simulator.Set(1, new SimulatorFault.Exception(code));
        foreach (var reading in await ReadAsync(driver, "word", "sp"))
            Assert.Equal(StatusCode.FromName(status), reading.Status);
        Assert.Equal(StatusCode.FromName(status), (await ReadAsync(driver, "word"))[0].Status);
    }

    [Theory]
    [InlineData(ModbusExceptionCode.GatewayPathUnavailable, "exception 0A")]
    [InlineData(ModbusExceptionCode.GatewayTargetFailedToRespond, "exception 0B")]
    public async Task A_read_that_the_gateway_answers_in_the_devices_place_has_no_answer(
        ModbusExceptionCode code, string reason)
    {
        var (driver, _) = await OpenAsync();
        _simulator.Set(1, new SimulatorFault.Exception(code));
        var one = await Assert.ThrowsAsync<NoResponseException>(() => ReadAsync(driver, "word"));
        Assert.Contains(reason, one.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<NoResponseException>(() => ReadAsync(driver, "word", "sp"));
    }

    [Theory]
    [InlineData(ModbusExceptionCode.GatewayPathUnavailable, false)]
    [InlineData(ModbusExceptionCode.ServerDeviceFailure, true)]
    public async Task Whether_the_device_itself_rejected_a_write_is_told(ModbusExceptionCode code, bool isByDevice)
    {
        var (driver, _) = await OpenAsync();
        _simulator.Set(1, new SimulatorFault.Exception(code));
        var outcome = await WriteAsync(driver, "word", PointValue.Of(5L));
        Assert.Equal(isByDevice, Assert.IsType<MutationOutcome.Rejected>(outcome).IsByDevice);
    }

    [Theory]
    [InlineData(ModbusExceptionCode.IllegalDataAddress, "exception 02: illegal data address")]
    [InlineData(ModbusExceptionCode.IllegalDataValue, "exception 03: illegal data value")]
    [InlineData(ModbusExceptionCode.ServerDeviceFailure, "exception 04: server device failure")]
    [InlineData(ModbusExceptionCode.ServerDeviceBusy, "exception 06: server device busy")]
    public async Task A_rejected_write_has_its_meaning_and_was_not_executed(ModbusExceptionCode code, string reason)
    {
        var (driver, _) = await OpenAsync();
        _simulator.Set(1, new SimulatorFault.Exception(code));
        var outcome = await WriteAsync(driver, "word", PointValue.Of(5L));
        Assert.Equal(reason, Assert.IsType<MutationOutcome.Rejected>(outcome).Reason);
        Assert.Equal(0, _simulator.Executions.Total);
    }

    [Fact]
    public async Task A_gateway_whose_device_did_not_answer_leaves_a_write_undecided()
    {
        var (driver, _) = await OpenAsync();
        _simulator.Set(1, new SimulatorFault.Exception(ModbusExceptionCode.GatewayTargetFailedToRespond));
        await Assert.ThrowsAsync<NoResponseException>(() => WriteAsync(driver, "word", PointValue.Of(5L)));
    }

    [Fact]
    public async Task A_busy_device_is_asked_again_twice_and_executes_once()
    {
        var (driver, _) = await OpenAsync();
        _simulator.Set(1, new SimulatorFault.Exception(ModbusExceptionCode.ServerDeviceBusy), requests: 2);
        Assert.IsType<MutationOutcome.Acknowledged>(await WriteAsync(driver, "word", PointValue.Of(5L)));
        Assert.Equal(new ExecutionCount(1, 5), _simulator.Executions.Of(1, ModbusTable.Holding, 3));
        _simulator.Set(1, new SimulatorFault.Exception(ModbusExceptionCode.ServerDeviceBusy), requests: 2);
        Assert.True((await ReadAsync(driver, "word"))[0].Status.IsGood);
        _simulator.Set(1, new SimulatorFault.Exception(ModbusExceptionCode.ServerDeviceBusy), requests: 3);
        Assert.Equal(StatusCode.BadDeviceFailure, (await ReadAsync(driver, "word"))[0].Status);
    }

    [Fact]
    public async Task A_gateway_that_answers_for_its_silent_device_is_not_a_sign_of_life()
    {
        _simulator.Set(1, new SimulatorFault.Exception(ModbusExceptionCode.GatewayTargetFailedToRespond));
        await Assert.ThrowsAsync<NoResponseException>(() => OpenAsync(Served with { Identity = null }));
        await Assert.ThrowsAsync<NoResponseException>(() => OpenAsync());
    }

    [Fact]
    public async Task A_float_that_is_no_number_is_a_broken_sensor()
    {
        var (driver, _) = await OpenAsync();
        foreach (var high in new ushort[] { 0x7FC0, 0x7F80, 0xFF80 })
        {
            _simulator.SetRaw(Served.Id, ModbusAddress.Parse("holding/20"), 0, high);
            var reading = (await ReadAsync(driver, "gain"))[0];
            Assert.Equal(StatusCode.BadSensorFailure, reading.Status);
            Assert.Null(reading.Value);
        }
    }

    [Fact]
    public async Task A_measurement_outside_its_declared_range_is_bad_and_shown()
    {
        var ranged = TestPlant.Point("level", "input/7", range: new ValueRange(0, 300));
        var (driver, _) = await OpenAsync(Served with { Points = [ranged] });
        _simulator.SetValue(Served.Id, new PointId("level"), PointValue.Of(32767L));
        var reading = (await ReadAsync(driver, "level"))[0];
        Assert.Equal((StatusCode.BadOutOfRange, PointValue.Of(32767L)), (reading.Status, reading.Value));
    }

    [Fact]
    public async Task What_is_written_is_not_held_against_a_range_that_may_have_changed_since()
    {
        var ranged = TestPlant.Point("word", "holding/3", range: new ValueRange(0, 5));
        var (driver, _) = await OpenAsync(Served with { Points = [ranged] });
        Assert.IsNotType<MutationOutcome.Rejected>(await WriteAsync(driver, "word", PointValue.Of(7L)));
        Assert.Equal(new ExecutionCount(1, 7), _simulator.Executions.Of(1, ModbusTable.Holding, 3));
    }

    [Fact]
    public async Task A_point_that_cannot_exist_is_a_configuration_error_and_is_not_asked_for()
    {
        var impossible = TestPlant.Point("impossible", "coil/5", PointType.Uint16);
        var (driver, _) = await OpenAsync(Served with { Points = [impossible, .. Present] });
        var readings = await ReadAsync(driver, "impossible", "word");
        Assert.Equal([StatusCode.BadConfigurationError, StatusCode.Good], readings.Select(reading => reading.Status));
        Assert.Equal(StatusCode.BadConfigurationError, (await ReadAsync(driver, "impossible"))[0].Status);
    }

    [Fact]
    public async Task A_write_whose_reply_is_lost_was_executed_once_and_is_undecided()
    {
        var (driver, _) = await OpenAsync();
        _simulator.Set(1, new SimulatorFault.Silence(Executes: true), requests: 1);
        await Assert.ThrowsAsync<NoResponseException>(() => WriteAsync(driver, "word", PointValue.Of(5L)));
        Assert.Equal(new ExecutionCount(1, 5), _simulator.Executions.Of(1, ModbusTable.Holding, 3));
    }

    [Theory]
    [InlineData(ReplyId.Next)]
    [InlineData(ReplyId.Swapped)]
    public async Task A_reply_with_another_id_is_a_violation(ReplyId id)
    {
        var (driver, _) = await OpenAsync();
        _simulator.Set(null, new SimulatorFault.WrongId(id));
        await Assert.ThrowsAsync<ProtocolViolationException>(() => ReadAsync(driver, "word"));
    }

    protected override Task<int> StartPeerAsync()
    {
        _simulator.Start();
        return Task.FromResult(_simulator.Port);
    }

    protected override Task StopPeerAsync() => _simulator.DisposeAsync().AsTask();

    protected override void Hang() => _simulator.Set(null, new SimulatorFault.Silence());

    protected override void Continue() => _simulator.Clear(null);

    protected override Task KillAsync() => _simulator.StopAsync();
}
