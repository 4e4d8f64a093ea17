namespace Understudy.Hardware.Links;

/// <summary>Reads a protocol's payloads for people. Never throws: what it can't read it says so of.</summary>
public interface IWireWords
{
    WireRequest OfRequest(ReadOnlySpan<byte> payload);

    /// <summary>One line, for example <c>10 registers</c> or <c>exception 02: illegal data address</c>.</summary>
    string OfAnswer(ReadOnlySpan<byte> payload);
}
