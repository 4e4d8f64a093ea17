using System.Diagnostics;
using Understudy.Hardware.Links;

namespace Understudy.DriverActors.Tracing;

/// <summary>The span of one exchange on the wire, with the wait for its turn.</summary>
internal static class WireSpan
{
    /// <summary>Null unless the driver's call that asks is traced.</summary>
    public static Activity? Start(LinkRequest request, IWireWords? words)
    {
        if (!RequestTrace.IsOn || Activity.Current is not { } call || call.Source.Name != RequestTrace.SourceName)
            return null;
        var span = RequestTrace.Start("wire", call.Context);
        if (span is not { IsAllDataRequested: true }) return span;
        span.SetTag("understudy.wire.unit", (int)request.Unit);
        if (words?.OfRequest(request.Payload.Span) is not { } asked) return span;
        // What is written may be a secret, and a span leaves the machine.
        if (request.Permit is null) span.SetTag("understudy.wire.request", asked.Words);
        span.SetTag("understudy.wire.function", asked.Function);
        if (asked.Address is { } address) span.SetTag("understudy.wire.address", address);
        if (asked.Count is { } count) span.SetTag("understudy.wire.count", count);
        return span;
    }

    public static async Task<ReadOnlyMemory<byte>> FollowAsync(
        Activity span, Task<ReadOnlyMemory<byte>> exchange, IWireWords? words)
    {
        try
        {
            var answer = await exchange.ConfigureAwait(false);
            if (span.IsAllDataRequested && words is not null)
                span.SetTag("understudy.wire.answer", words.OfAnswer(answer.Span));
            span.End();
            return answer;
        }
        catch (Exception error)
        {
            span.End(error.Message);
            throw;
        }
    }
}
