namespace Understudy.Hardware.Modbus;

/// <summary>What a server hands to the system at once: one segment, unless the system puts several together.</summary>
/// <param name="Wait">How long after the piece before.</param>
internal readonly record struct ReplyPiece(TimeSpan Wait, byte[] Bytes);
