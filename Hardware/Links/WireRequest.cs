namespace Understudy.Hardware.Links;

/// <summary>What a request on the wire asks for.</summary>
/// <param name="Words">One line, for example <c>read holding 0..9</c>.</param>
/// <param name="Function">The protocol's own number of the operation.</param>
/// <param name="Address">The first address, as on the wire; null where there is none.</param>
/// <param name="Count">How many from there; null where there is no address.</param>
public sealed record WireRequest(string Words, int Function, int? Address, int? Count);
