using System.Net;
using System.Net.Sockets;
using Understudy.Hardware.Modbus;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class FrameWriterTests : IDisposable
{
    private const int FrameBytes = 1000;

    private readonly Socket _mine = new(SocketType.Stream, ProtocolType.Tcp);
    private readonly Socket _peer;

    public FrameWriterTests()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _mine.Connect(listener.LocalEndpoint);
        _mine.Blocking = false;
        _peer = listener.AcceptSocket();
    }

    public void Dispose()
    {
        _mine.Dispose();
        _peer.Dispose();
    }

    [Fact]
    public void After_a_frame_that_did_not_go_out_whole_nothing_more_is_written()
    {
        var writer = new FrameWriter(_mine);
        var frame = new byte[FrameBytes];
        (string Reason, bool MaySent)? failure = null;
        while (failure is null) failure = writer.Write(frame);
        Assert.Equal("the peer takes no more bytes", failure.Value.Reason);
        Read();

        // There is room again, and a frame would arrive behind half a frame.
        Assert.Equal((failure.Value.Reason, false), writer.Write(frame));

        Assert.Equal(0, Read());
    }

    [Fact]
    public void A_frame_on_a_closed_socket_was_not_sent()
    {
        var writer = new FrameWriter(_mine);
        _mine.Dispose();
        Assert.Equal(("closed", false), writer.Write(new byte[FrameBytes]));
    }

    // All that is there, and on its way in the system.
    private int Read()
    {
        var bytes = 0;
        var buffer = new byte[1 << 16];
        while (_peer.Poll(TimeSpan.FromMilliseconds(200), SelectMode.SelectRead))
            bytes += _peer.Receive(buffer);
        return bytes;
    }
}
