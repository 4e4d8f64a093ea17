namespace Understudy.ShadowActors.Protocol;

/// <summary>One frame between the node and a device.</summary>
/// <param name="Number">Counts the frames that were kept on the device's link.</param>
/// <param name="Time">By the wall clock.</param>
/// <param name="IsSent">False: received.</param>
/// <param name="Hex">The whole frame.</param>
/// <param name="Words">What it says, in one line.</param>
public sealed record TracedFrame(long Number, DateTimeOffset Time, bool IsSent, int Unit, string Hex, string Words);
