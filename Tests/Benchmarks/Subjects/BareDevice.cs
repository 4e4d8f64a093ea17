using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Benchmarks.Subjects;

/// <summary>The driver as a program without supervision uses it: no more calls at once than driver and link allow, the
/// others wait.</summary>
internal sealed class BareDevice : IReader, IAsyncDisposable
{
    private static readonly MutationPermit NoPermit = new(
        new RequestId("bare"), new ClaimId("bare"), Incarnation.None, long.MaxValue);

    private readonly ILinkTransport _transport;
    private readonly SemaphoreSlim _room;

    private BareDevice(ILinkTransport transport, IDriver driver, int callsMax)
    {
        (_transport, Driver) = (transport, driver);
        _room = new SemaphoreSlim(callsMax);
    }

    public IDriver Driver { get; }

    public static async Task<BareDevice> OpenAsync(DeviceSpec device, LinkSpec link)
    {
        var transport = new ModbusTcpTransport(link, TimeProvider.System);
        await transport.ConnectAsync(CancellationToken.None);
        var driver = await OpenDriverAsync(device, link, transport);
        return new BareDevice(transport, driver, Math.Min(link.RequestsInFlightMax, driver.Traits.CallsInFlightMax));
    }

    public async Task ReadAsync(PointId point)
    {
        await _room.WaitAsync();
        try
        {
            var readings = await Driver.ReadAsync([point], CancellationToken.None);
            if (!readings[0].Status.IsGood) throw new InvalidOperationException($"{point}: {readings[0].Status}");
        }
        finally
        {
            _room.Release();
        }
    }

    public async Task WriteAsync(PointId point, PointValue value)
    {
        await _room.WaitAsync();
        try
        {
            var outcome = await Driver.WriteAsync(point, value, NoPermit, CancellationToken.None);
            if (outcome is not MutationOutcome.Acknowledged) throw new InvalidOperationException($"{point}: {outcome}");
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>What a recovery asks of the device, and nothing else: who it is, and its settings in blocks.</summary>
    public async Task OpenAndReadAsync(DeviceSpec device, LinkSpec link, IReadOnlyList<PointId[]> blocks)
    {
        await using var driver = await OpenDriverAsync(device, link, _transport);
        foreach (var block in blocks) await driver.ReadAsync(block, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Driver.DisposeAsync();
        await _transport.DisposeAsync();
        _room.Dispose();
    }

    private static async Task<IDriver> OpenDriverAsync(DeviceSpec device, LinkSpec link, ILinkTransport transport)
    {
        var driver = new ModbusDriver(device);
        await driver.OpenAsync(new DirectSession(device, link, transport), CancellationToken.None);
        return driver;
    }
}
