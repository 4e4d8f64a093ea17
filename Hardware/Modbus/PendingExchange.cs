namespace Understudy.Hardware.Modbus;

/// <summary>A request that waits for its answer.</summary>
internal sealed class PendingExchange(
    PendingExchanges waiting,
    ushort id,
    byte unit,
    ReadOnlyMemory<byte> request,
    long deadline,
    TaskCreationOptions continuations)
    : TaskCompletionSource<ReadOnlyMemory<byte>>(continuations)
{
    public ushort Id { get; } = id;

    public byte Unit { get; } = unit;

    public ReadOnlyMemory<byte> Request { get; } = request;

    public long Deadline { get; } = deadline;

    /// <summary>Gives it up; an answer that comes later is late.</summary>
    public void Cancel(CancellationToken cancellation) => waiting.GiveUp(this, cancellation);
}
