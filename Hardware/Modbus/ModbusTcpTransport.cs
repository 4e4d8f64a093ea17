using System.Net.Sockets;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;
using Understudy.Hardware.Plant;

namespace Understudy.Hardware.Modbus;

/// <summary>
/// One connection to a Modbus TCP server or gateway, in PDUs (Modbus Messaging on TCP/IP V1.0b, 4.4.1: client).
/// Answers are matched by transaction id, so that any number may be under way, and have to fit their request; for peers
/// that do not keep ids, see <see cref="TransactionIdRule.Ignore"/>.
/// </summary>
public sealed class ModbusTcpTransport : ILinkTransport
{
    private readonly LinkSpec _link;
    private readonly TimeProvider _time;
    private readonly IWireTap? _tap;
    private readonly StrayIds _strayIds;
    private readonly PendingExchanges _pending;
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _sending = new();
    private readonly byte[] _frame = new byte[MbapFrame.FrameBytesMax];
    private Socket? _socket;
    private FrameWriter? _writer;
    private Task _receiving = Task.CompletedTask;
    private long _framesReceived;
    private volatile bool _isGivenUp;

    /// <param name="continuesOnReader">Whoever waits for an answer goes on right on the thread that read it, which
    /// saves a change of threads. For a caller that neither blocks nor takes long, as a link's gate does.</param>
    /// <param name="tap">Is shown each frame; null: nobody looks.</param>
    public ModbusTcpTransport(
        LinkSpec link, TimeProvider time, bool continuesOnReader = false, IWireTap? tap = null)
        : this(link, time, continuesOnReader, tap, new StrayIds())
    {
    }

    /// <param name="strayIds">What the link's connections before this one showed of its peer's ids.</param>
    internal ModbusTcpTransport(
        LinkSpec link, TimeProvider time, bool continuesOnReader, IWireTap? tap, StrayIds strayIds)
    {
        (_link, _time, _tap, _strayIds) = (link, time, tap, strayIds);
        strayIds.Connected();
        _pending = new PendingExchanges(
            time,
            link.TransactionId,
            GivenUp,
            continuesOnReader ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public Task<string> Lost => _lost.Task;

    public bool IsGivenUp => _isGivenUp;

    public long FramesReceived => Volatile.Read(ref _framesReceived);

    private string Peer => $"{_link.Host}:{_link.Port}";

    public async Task ConnectAsync(CancellationToken cancellation)
    {
        if (_socket is not null) throw new InvalidOperationException("A transport is connected once.");
        _socket = await GatewaySocket.ConnectAsync(_link, _time, cancellation).ConfigureAwait(false);
        _writer = new FrameWriter(_socket);
        if (Lost.IsCompleted) _socket.Dispose();
        // Off the caller's scheduler: an actor's turn or a driver must not carry the reader.
        _receiving = Task.Run(() => ReceiveAsync(_socket), CancellationToken.None);
    }

    public bool Mutates(ReadOnlySpan<byte> payload) =>
        payload.IsEmpty
        || payload[0] is < (byte)ModbusFunction.ReadCoils or > (byte)ModbusFunction.ReadInputRegisters;

    public bool IsOfUnit(ReadOnlySpan<byte> answer) =>
        !ModbusResponse.IsException(answer, out var code) || !code.IsOfGateway();

    public Task<ReadOnlyMemory<byte>> ExchangeAsync(
        LinkRequest request, Func<SendRefusal?> authorise, CancellationToken cancellation)
    {
        if (request.Payload.Length is 0 or > ModbusLimits.PduBytesMax)
            throw new ArgumentException($"A PDU has 1 to {ModbusLimits.PduBytesMax} bytes.", nameof(request));
        PendingExchange? pending;
        (string Reason, bool MaySent)? failure;
        lock (_sending)
        {
            if (_writer is null || Lost.IsCompleted) return Failed(new LinkLostException(LostReason, maySent: false));
            // Refused, not cancelled: its caller then knows that it was not sent.
            if (cancellation.IsCancellationRequested) return Failed(new SendRefusedException(SendRefusal.SendByPassed));
            pending = _pending.Add(request.Unit, request.Payload, request.ResponseTime, out var closed);
            if (pending is null)
                return Failed(closed
                    ? new LinkLostException(LostReason, maySent: false)
                    : new SendRefusedException(SendRefusal.QueueFull));
            var length = MbapFrame.Write(_frame, pending.Id, request.Unit, request.Payload.Span);
            // Last, so that nothing but the system call lies between the right to send and sending.
            if (Refused(authorise, pending) is { } refusal) return Failed(new SendRefusedException(refusal));
            failure = _writer.Write(_frame.AsSpan(0, length));
            if (_tap is not null) ShowSent(_tap, request.Unit, length, failure is null);
        }

        if (failure is { } lost)
        {
            if (_pending.Remove(pending))
                pending.TrySetException(new LinkLostException($"{Peer}: {lost.Reason}", lost.MaySent));
            Lose(lost.Reason);
        }

        return cancellation.CanBeCanceled ? CancellableAsync(pending, cancellation) : pending.Task;
    }

    public async ValueTask DisposeAsync()
    {
        Lose("closed");
        await _receiving.ConfigureAwait(false);
        _pending.Dispose();
    }

    private bool IdsMatch => _link.TransactionId == TransactionIdRule.Match;

    private string LostReason => Lost.IsCompletedSuccessfully ? Lost.Result : $"{Peer} is not connected";

    private static Task<ReadOnlyMemory<byte>> Failed(Exception error) =>
        Task.FromException<ReadOnlyMemory<byte>>(error);

    private SendRefusal? Refused(Func<SendRefusal?> authorise, PendingExchange pending)
    {
        var isSent = false;
        try
        {
            var refusal = authorise();
            isSent = refusal is null;
            return refusal;
        }
        finally
        {
            if (!isSent) _pending.Remove(pending);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> CancellableAsync(
        PendingExchange pending, CancellationToken cancellation)
    {
        using var registration = cancellation.UnsafeRegister(
            static (state, token) => ((PendingExchange)state!).Cancel(token), pending);
        return await pending.Task.ConfigureAwait(false);
    }

    private async Task ReceiveAsync(Socket socket)
    {
        using var reader = new MbapFrameReader(checksResponses: true);
        try
        {
            while (true)
            {
                var bytes = await socket.ReceiveAsync(reader.Free, SocketFlags.None).ConfigureAwait(false);
                if (bytes == 0)
                {
                    Lose("the peer closed the connection");
                    return;
                }

                reader.Advance(bytes);
                while (reader.TryRead(out var frame))
                {
                    // One reader writes; others only look.
                    Volatile.Write(ref _framesReceived, _framesReceived + 1);
                    if (_tap is not null) ShowReceived(_tap, frame);
                    if (!Take(frame)) return;
                }
            }
        }
        catch (ProtocolViolationException violation)
        {
            Violated(violation.Message, unit: null);
        }
        catch (Exception error)
        {
            Lose(error is SocketException socketError ? GatewaySocket.Words(socketError) : error.Message);
        }
    }

    private void ShowSent(IWireTap tap, byte unit, int length, bool isSent)
    {
        if (isSent && tap.IsOn(unit)) tap.Sent(unit, _frame.AsSpan(0, length), MbapFrame.HeaderBytes);
    }

    private void ShowReceived(IWireTap tap, in MbapFrame frame)
    {
        var asked = _pending.Find(frame.TransactionId)?.Unit;
        if (asked == frame.Unit) asked = null;
        if (!tap.IsOn(frame.Unit) && !(asked is { } other && tap.IsOn(other))) return;
        Span<byte> bytes = stackalloc byte[MbapFrame.FrameBytesMax];
        var length = MbapFrame.Write(bytes, frame.TransactionId, frame.Unit, frame.Pdu.Span);
        tap.Received(frame.Unit, bytes[..length], MbapFrame.HeaderBytes, asked);
    }

    /// <summary>False when the frame ended the connection.</summary>
    private bool Take(in MbapFrame frame)
    {
        var pending = _pending.Find(frame.TransactionId);
        if (pending is null) return IsLateOrForeign(frame) || Violated(Unasked(frame), frame.Unit);
        if (pending.Unit != frame.Unit) return true;
        if (ModbusResponse.Problem(pending.Request.Span, frame.Pdu.Span) is { } problem)
            return Violated(problem, frame.Unit);
        _strayIds.Answered();
        if (_pending.Remove(pending)) pending.TrySetResult(frame.Pdu.ToArray());
        return true;
    }

    private bool IsLateOrForeign(in MbapFrame frame)
    {
        if (!_pending.IsAsked(frame.Unit)) return true;
        if (!IdsMatch) return false;
        var swapped = ReplyIdDiagnosis.Swapped(frame.TransactionId);
        if (_pending.Find(swapped) is { } asked && asked.Unit == frame.Unit) return false;
        if (!_pending.IsRecent(frame.TransactionId)) return false;
        _strayIds.Late(frame.TransactionId);
        return true;
    }

    private string Unasked(MbapFrame frame)
    {
        if (!IdsMatch)
            return $"a reply of unit {frame.Unit} while nothing is asked, which the next request could take for its "
                + "answer";
        ushort[] asked =
        [
            .. _pending.Waiting().Where(waiting => waiting.Unit == frame.Unit).Select(waiting => waiting.Id),
        ];
        var what = ReplyIdDiagnosis.Of(frame.TransactionId, asked, _strayIds.Before);
        _strayIds.Unasked(frame.TransactionId);
        return what;
    }

    // The requests to the unit that broke the rules fail for it; if it had none, all do.
    private bool Violated(string what, byte? unit)
    {
        var waiting = _pending.Waiting();
        var blamed = Array.FindAll(waiting, pending => pending.Unit == unit);
        var failed = Array.FindAll(blamed.Length > 0 ? blamed : waiting, _pending.Remove);
        // First, so that whoever goes on with the failure finds the connection ended.
        Lose($"protocol violation: {what}");
        foreach (var pending in failed)
            pending.TrySetException(new ProtocolViolationException($"{Peer}: {what}."));
        return false;
    }

    private void GivenUp(PendingExchange pending, CancellationToken cancelled)
    {
        // First, so that whoever goes on without the answer finds the connection ended.
        if (!IdsMatch)
        {
            var reason = $"unit {pending.Unit} gave no answer, which without ids could be taken for a later one's";
            _isGivenUp = true;
            Lose(reason, discardsUnsent: true);
        }

        if (cancelled.IsCancellationRequested) pending.TrySetCanceled(cancelled);
        else pending.TrySetException(NoResponse(pending));
    }

    private void Lose(string reason, bool discardsUnsent = false)
    {
        if (!_lost.TrySetResult($"{Peer}: {reason}")) return;
        var unanswered = _pending.Close();
        if (_socket is not null) GatewaySocket.Close(_socket, discardsUnsent || unanswered.Length > 0);
        foreach (var pending in unanswered)
            pending.TrySetException(new LinkLostException($"{Peer}: {reason}", maySent: true));
    }

    private NoResponseException NoResponse(PendingExchange pending)
    {
        var what = $"{Peer}: unit {pending.Unit} did not answer function {pending.Request.Span[0]} in time";
        return new(_strayIds.Repeated is { } id ? $"{what}; {ReplyIdDiagnosis.OfRepeated(id)}." : $"{what}.");
    }
}
