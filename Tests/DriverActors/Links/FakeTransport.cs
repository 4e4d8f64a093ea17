using System.Collections.Concurrent;
using Understudy.Hardware.Drivers;
using Understudy.Hardware.Links;

namespace Understudy.Tests.DriverActors.Links;

/// <summary>A transport whose answers a test gives. A payload whose first byte is 5 or more mutates.</summary>
internal sealed class FakeTransport : ILinkTransport
{
    private readonly Lock _sending = new();
    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<Written> Frames { get; } = new();

    /// <summary>Called between authorisation and write.</summary>
    public Action BeforeWrite { get; set; } = () => { };

    public bool AnswersAtOnce { get; init; }

    public Func<CancellationToken, Task> OnConnect { get; init; } = _ => Task.CompletedTask;

    public Task<string> Lost => _lost.Task;

    public bool IsGivenUp { get; private set; }

    /// <summary>What comes beside the answers.</summary>
    public long FramesReceived { get; set; }

    public Task Disposed => _disposed.Task;

    public string Units => string.Join(' ', Frames.Select(frame => frame.Request.Unit));

    public Task ConnectAsync(CancellationToken cancellation) => OnConnect(cancellation);

    public bool Mutates(ReadOnlySpan<byte> payload) => payload[0] >= 5;

    public bool IsOfUnit(ReadOnlySpan<byte> answer) => answer[0] != Written.InItsPlace;

    public Task<ReadOnlyMemory<byte>> ExchangeAsync(
        LinkRequest request, Func<SendRefusal?> authorise, CancellationToken cancellation)
    {
        lock (_sending)
        {
            if (Lost.IsCompleted)
                return Task.FromException<ReadOnlyMemory<byte>>(new LinkLostException(Lost.Result, maySent: false));
            if (authorise() is { } refusal)
                return Task.FromException<ReadOnlyMemory<byte>>(new SendRefusedException(refusal));
            BeforeWrite();
            var frame = new Written(request);
            if (AnswersAtOnce) frame.Answer();
            Frames.Enqueue(frame);
            return frame.Task.WaitAsync(cancellation);
        }
    }

    public void Lose(string reason)
    {
        if (!_lost.TrySetResult(reason)) return;
        foreach (var frame in Frames) frame.TrySetException(new LinkLostException(reason, maySent: true));
    }

    /// <summary>Ends with a unit that gave no answer, as a connection without ids does.</summary>
    public void GiveUp()
    {
        IsGivenUp = true;
        Frames.Last().StaySilent();
        Lose("a unit gave no answer");
    }

    public ValueTask DisposeAsync()
    {
        Lose("disposed");
        _disposed.TrySetResult();
        return ValueTask.CompletedTask;
    }

    internal sealed class Written(LinkRequest request)
        : TaskCompletionSource<ReadOnlyMemory<byte>>(TaskCreationOptions.RunContinuationsAsynchronously)
    {
        public const byte InItsPlace = 0xFF;

        public LinkRequest Request => request;

        public void Answer() => TrySetResult(request.Payload);

        /// <summary>A gateway says that the unit gave no answer.</summary>
        public void AnswerInItsPlace() => TrySetResult(new[] { InItsPlace });

        public void StaySilent() => TrySetException(new NoResponseException("silent"));
    }
}
