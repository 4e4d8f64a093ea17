using System.Text;

namespace Understudy.Tests.Supervisor.Api.Events;

/// <summary>Takes what is written while it is open, and lets the writer wait while it is not.</summary>
internal sealed class GatedStream : MemoryStream
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly StringBuilder _text = new();

    public string Text
    {
        get
        {
            lock (_text) return _text.ToString();
        }
    }

    public Task CloseGateAsync() => _turn.WaitAsync();

    public void OpenGate() => _turn.Release();

    public override async ValueTask WriteAsync(
        ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken);
        lock (_text) _text.Append(Encoding.UTF8.GetString(buffer.Span));
        _turn.Release();
    }
}
