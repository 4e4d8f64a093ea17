namespace Understudy.DriverActors.Wire;

/// <summary>One frame as it was on the wire.</summary>
/// <param name="Number">Counts the frames that were kept on this link, from 1.</param>
/// <param name="Time">By the wall clock.</param>
/// <param name="IsSent">False: received.</param>
/// <param name="PayloadAt">Where the payload begins, without the transport's own framing.</param>
public sealed record WireFrame(
    long Number, DateTimeOffset Time, bool IsSent, byte Unit, ReadOnlyMemory<byte> Bytes, int PayloadAt);
