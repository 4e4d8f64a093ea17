using System.Buffers.Binary;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.Hardware.Modbus.Probing;

/// <summary>Reads a device that nobody has described yet: one request at a time, slowly, never more than
/// <see cref="ProbeOptions.RequestsMax"/>. It only ever reads. Cancelling ends it with what is known by then.</summary>
/// <param name="transport">Connected.</param>
public sealed class DeviceProbe(ILinkTransport transport, ProbeOptions options, TimeProvider time)
{
    private const string Stopped = "stopped";

    private int _unanswered;

    /// <summary>Sent by now.</summary>
    public int Requests { get; private set; }

    /// <summary>Answers by now, refusals too.</summary>
    public int Answers { get; private set; }

    /// <summary>Why nothing is asked any more; null while it is.</summary>
    public string? Ended { get; private set; }

    /// <summary>Reads a range and finds what the device does not have of it.</summary>
    /// <param name="onRequest">Called after each request.</param>
    public async Task<ProbeFinding> SearchAsync(
        AddressSpan range, Action? onRequest, CancellationToken cancellation)
    {
        var search = new HoleSearch(range);
        while (search.Next is { } span && await TakeAsync(search, span, onRequest, cancellation))
        {
        }

        return search.Finding();
    }

    /// <summary>Reads some addresses with one request.</summary>
    public async Task<ProbeFinding> ReadAsync(AddressSpan span, Action? onRequest, CancellationToken cancellation)
    {
        var search = new HoleSearch(span);
        await TakeAsync(search, span, onRequest, cancellation);
        return search.Finding();
    }

    /// <summary>False where nothing was asked, since the probe has ended.</summary>
    private async Task<bool> TakeAsync(
        HoleSearch search, AddressSpan span, Action? onRequest, CancellationToken cancellation)
    {
        var before = Requests;
        var answer = await AskAsync(span, onRequest, cancellation);
        if (Requests == before) return false;
        if (answer is not { } response) search.Unanswered();
        else if (ModbusResponse.IsException(response.Span, out var code)) search.Refused(code);
        else search.Answered(Values(span, ModbusResponse.Data(response.Span)));
        return true;
    }

    private static ushort[] Values(AddressSpan span, ReadOnlySpan<byte> data)
    {
        var values = new ushort[span.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = span.IsRegisters
                ? BinaryPrimitives.ReadUInt16BigEndian(data[(2 * i)..])
                : (ushort)((data[i / 8] >> (i % 8)) & 1);
        return values;
    }

    /// <summary>Null where no answer came; then <see cref="Ended"/> tells whether any more will.</summary>
    private async Task<ReadOnlyMemory<byte>?> AskAsync(
        AddressSpan span, Action? onRequest, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            if (Requests == ProbeOptions.RequestsMax) Ended ??= $"{Requests} requests are the most of one probe";
            var pause = tries > 1 ? ProbeOptions.BusyPause : options.Pace;
            if (Requests > 0 && pause > TimeSpan.Zero)
                await Task.Delay(pause, time, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (cancellation.IsCancellationRequested) Ended ??= Stopped;
            if (Ended is not null) return null;
            var response = await ExchangeAsync(span, cancellation);
            onRequest?.Invoke();
            if (tries == ProbeOptions.BusyTriesMax || response is not { } answer
                || !ModbusResponse.IsException(answer.Span, out var code)
                || code != ModbusExceptionCode.ServerDeviceBusy)
                return response;
        }
    }

    private async Task<ReadOnlyMemory<byte>?> ExchangeAsync(AddressSpan span, CancellationToken cancellation)
    {
        var request = new LinkRequest(options.Unit, span.Request.ToPdu(), Permit: null, options.ResponseTime);
        Requests++;
        try
        {
            var response = await transport.ExchangeAsync(
                request, () => transport.Mutates(request.Payload.Span) ? SendRefusal.NoPermit : null, cancellation);
            _unanswered = 0;
            Answers++;
            return response;
        }
        catch (NoResponseException)
        {
            if (++_unanswered == ProbeOptions.UnansweredMax)
                Ended = $"unit {options.Unit} left {_unanswered} requests in a row unanswered";
        }
        catch (Exception error) when (error is LinkLostException or ProtocolViolationException)
        {
            Ended = error.Message.TrimEnd('.');
        }

        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Ended = Stopped;
        }

        return null;
    }
}
