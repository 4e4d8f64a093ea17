using System.Diagnostics.Metrics;
using Microsoft.Extensions.Time.Testing;
using Understudy.DriverActors.Actors;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Metrics;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Metrics;

public sealed class NodeMetricsTests
{
    private const int Reads = 1_000;

    [Fact]
    public void To_count_a_read_allocates_nothing()
    {
        using var meter = new Meter("test");
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter == meter) listener.EnableMeasurementEvents(instrument);
            },
        };
        listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        listener.Start();
        var node = new NodeMetrics(new FakeTimeProvider(), new OrphanWatch(), meter);
        var device = node.Device(TestDevice.Id);
        var answer = new ShadowReplies.PointsRead(TestDevice.Id, new RequestId("r"), [
            new ServedReading(
                new PointId("temp"), PointValue.Of(1), "1", StatusCode.Good, TimeSpan.Zero, null, ServedBy.Driver),
        ]);
        Count(node, device, answer);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Reads; i++) Count(node, device, answer);

        // Less than a byte each: what the runtime itself may do meanwhile is no matter.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Reads - 1);
    }

    private static void Count(NodeMetrics node, DeviceMetrics device, ShadowReplies.PointsRead answer)
    {
        device.Answered(RequestKind.Read, answer);
        node.Answered(RequestKind.Read, TimeSpan.FromMilliseconds(1));
    }
}
