using System.Net.Sockets;

namespace Understudy.Hardware.Modbus;

/// <summary>One client of a server. Requests are begun in their order and answered as they are done.</summary>
internal sealed class ServerConnection
{
    /// <summary>Requests of one client under way at once; the next is read when one of them is done.</summary>
    public const int RequestsMax = 32;

    private readonly Socket _socket;
    private readonly IModbusUnits _units;
    private readonly ServerConduct _conduct;
    private readonly ReplySender _replies;
    private readonly SemaphoreSlim _room = new(RequestsMax);
    private readonly CancellationTokenSource _ending = new();
    private volatile bool _isMute;

    public ServerConnection(Socket socket, IModbusUnits units, ServerConduct conduct, TimeProvider time)
    {
        (_socket, _units, _conduct) = (socket, units, conduct);
        _replies = new ReplySender(socket, time, _ending.Token);
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

    /// <summary>From now on it neither does nor answers anything, and stays open.</summary>
    public void Mute() => _isMute = true;

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
                if (_conduct.Has(ServerHabits.LastFirst)) await BeginLastFirstAsync(reader).ConfigureAwait(false);
                while (reader.TryRead(out var frame)) await BeginAsync(frame).ConfigureAwait(false);
                if (reader.BufferedBytes > 0 && _conduct.Has(ServerHabits.ClosesOnSplitRequest)) break;
            }
        }
        catch (Exception)
        {
            // The client went, or speaks something else: either way this connection is over, and no other one.
        }

        await _ending.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
    }

    private async ValueTask BeginLastFirstAsync(MbapFrameReader reader)
    {
        var frames = new Stack<MbapFrame>();
        while (reader.TryRead(out var frame)) frames.Push(frame);
        while (frames.TryPop(out var frame)) await BeginAsync(frame).ConfigureAwait(false);
    }

    private async ValueTask BeginAsync(MbapFrame frame)
    {
        await _conduct.Pause.Ended.WaitAsync(_ending.Token).ConfigureAwait(false);
        await _room.WaitAsync(_ending.Token).ConfigureAwait(false);
        if (_isMute) _room.Release();
        else Begin(frame);
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
        var (answer, echo) = done;
        var sending = answer.IsSilent || _isMute || _ending.IsCancellationRequested
            ? Task.CompletedTask
            : _replies.SendAsync(new WireReply(id, unit, Pdu(function, answer, echo)), answer);
        if (sending.IsCompleted) _room.Release();
        else _ = ReleaseAsync(sending);
    }

    private async Task ReleaseAsync(Task sending)
    {
        await sending.ConfigureAwait(false);
        _room.Release();
    }

    private static byte[] Pdu(byte function, ModbusAnswer answer, byte[] echo) =>
        answer.Exception != 0 ? ModbusResponse.OfException(function, answer.Exception)
        : ModbusResponse.IsRead(function) ? ModbusResponse.OfData((ModbusFunction)function, answer.Data.Span)
        : echo;
}
