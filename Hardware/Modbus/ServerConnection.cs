using System.Buffers.Binary;
using System.Net.Sockets;

namespace Understudy.Hardware.Modbus;

/// <summary>One client of a server. Requests are begun in their order and answered as they are done.</summary>
internal sealed class ServerConnection
{
    /// <summary>Requests of one client under way at once; the next is read when one of them is done.</summary>
    public const int RequestsMax = 32;

    private readonly Socket _socket;
    private readonly IModbusUnits _units;
    private readonly ServerPause _pause;
    private readonly SemaphoreSlim _room = new(RequestsMax);
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _sending = new();
    private readonly byte[] _frame = new byte[MbapFrame.FrameBytesMax];

    public ServerConnection(Socket socket, IModbusUnits units, ServerPause pause)
    {
        (_socket, _units, _pause) = (socket, units, pause);
        socket.NoDelay = true;
        socket.Blocking = false;
    }

    public Task Ended { get; private set; } = Task.CompletedTask;

    public void Start(Action<ServerConnection> ended) => Ended = Task.Run(async () =>
    {
        await ServeAsync().ConfigureAwait(false);
        ended(this);
    });

    /// <summary>Ends it without a farewell (RST), as a device that lost its power would.</summary>
    public void Reset()
    {
        GatewaySocket.Close(_socket, discardsUnsent: true);
        _ending.Cancel();
    }

    private async Task ServeAsync()
    {
        using var reader = new MbapFrameReader(checksResponses: false);
        try
        {
            while (true)
            {
                var bytes = await _socket.ReceiveAsync(reader.Free, SocketFlags.None).ConfigureAwait(false);
                if (bytes == 0) break;
                reader.Advance(bytes);
                while (reader.TryRead(out var frame))
                {
                    await _pause.Ended.WaitAsync(_ending.Token).ConfigureAwait(false);
                    await _room.WaitAsync(_ending.Token).ConfigureAwait(false);
                    Begin(frame);
                }
            }
        }
        catch (Exception)
        {
            // The client went, or speaks something else: either way this connection is over, and no other one.
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
    }

    private void Begin(in MbapFrame frame)
    {
        var answering = AnswerAsync(frame.Unit, frame.Pdu.Span, out var function);
        if (answering.IsCompletedSuccessfully)
        {
            Finish(frame.TransactionId, frame.Unit, function, answering.Result);
            return;
        }

        _ = FinishAsync(frame.TransactionId, frame.Unit, function, answering);
    }

    private ValueTask<(ModbusAnswer Answer, byte[] Echo)> AnswerAsync(
        byte unit, ReadOnlySpan<byte> pdu, out byte function)
    {
        function = pdu[0];
        var target = _units.Find(unit);
        if (target is null) return Refusal(ModbusExceptionCode.GatewayTargetFailedToRespond);
        if (!ModbusRequestParser.TryParse(pdu, out var request, out var refusal)) return Refusal(refusal);
        var echo = ModbusResponse.IsRead(function) ? [] : ModbusResponse.OfEcho(pdu);
        try
        {
            var executing = target.ExecuteAsync(request, _ending.Token);
            return executing.IsCompletedSuccessfully
                ? ValueTask.FromResult((executing.Result, echo))
                : LaterAsync(executing, echo);
        }
        catch (Exception)
        {
            return Refusal(ModbusExceptionCode.ServerDeviceFailure);
        }

        static ValueTask<(ModbusAnswer, byte[])> Refusal(ModbusExceptionCode code) =>
            ValueTask.FromResult<(ModbusAnswer, byte[])>((ModbusAnswer.Refused(code), []));
    }

    private static async ValueTask<(ModbusAnswer, byte[])> LaterAsync(ValueTask<ModbusAnswer> executing, byte[] echo)
    {
        try
        {
            return (await executing.ConfigureAwait(false), echo);
        }
        catch (Exception)
        {
            return (ModbusAnswer.Refused(ModbusExceptionCode.ServerDeviceFailure), echo);
        }
    }

    private async Task FinishAsync(
        ushort id, byte unit, byte function, ValueTask<(ModbusAnswer Answer, byte[] Echo)> answering) =>
        Finish(id, unit, function, await answering.ConfigureAwait(false));

    private void Finish(ushort id, byte unit, byte function, (ModbusAnswer Answer, byte[] Echo) done)
    {
        _room.Release();
        var (answer, echo) = done;
        if (answer.IsSilent || _ending.IsCancellationRequested) return;
        var pdu = answer.Exception != 0 ? ModbusResponse.OfException(function, answer.Exception)
            : ModbusResponse.IsRead(function) ? ModbusResponse.OfData((ModbusFunction)function, answer.Data.Span)
            : echo;
        var replyId = answer.ReplyId switch
        {
            ReplyId.Next => (ushort)(id + 1),
            ReplyId.Swapped => (ushort)((id << 8) | (id >> 8)),
            _ => id,
        };
        Send(replyId, unit, pdu, answer.Frame);
    }

    // A client that does not take its answers has no use for the connection, and may not hold up the others.
    private void Send(ushort id, byte unit, byte[] pdu, ReplyFrame frame)
    {
        try
        {
            lock (_sending)
            {
                if (frame == ReplyFrame.AfterForeignUnit) SendForeign(id, unit, pdu);
                var length = MbapFrame.Write(_frame, id, unit, pdu);
                if (frame == ReplyFrame.BadLength) BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(4), 0xFFFF);
                if (Sent(length, step: frame == ReplyFrame.ByteByByte ? 1 : length)) return;
            }
        }
        catch (ObjectDisposedException)
        {
            return;
        }

        _socket.Dispose();
    }

    private void SendForeign(ushort id, byte unit, byte[] pdu)
    {
        var length = MbapFrame.Write(_frame, id, (byte)(unit + 1), pdu);
        Sent(length, step: length);
    }

    private bool Sent(int length, int step)
    {
        for (var sent = 0; sent < length; sent += step)
            if (_socket.Send(_frame.AsSpan(sent, step), SocketFlags.None, out _) != step)
                return false;
        return true;
    }
}
