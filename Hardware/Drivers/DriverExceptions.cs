using Understudy.Hardware.Links;

namespace Understudy.Hardware.Drivers;

/// <summary>The connection to the gateway is gone.</summary>
/// <param name="maySent">True unless it is certain that the frame never left this process.</param>
public sealed class LinkLostException(string message, bool maySent, Exception? inner = null) : Exception(message, inner)
{
    public bool MaySent { get; } = maySent;
}

/// <summary>The request was sent and no answer came within the response time.</summary>
public sealed class NoResponseException(string message) : Exception(message);

/// <summary>The peer sent what the protocol does not allow; the message says what was seen.</summary>
public sealed class ProtocolViolationException(string message) : Exception(message);

/// <summary>The device that answers is not the one the plant file declares.</summary>
public sealed class WrongDeviceException(string message) : Exception(message);

/// <summary>The link refused to send; nothing left this process.</summary>
public sealed class SendRefusedException(SendRefusal refusal) : Exception($"Not sent: {refusal}.")
{
    public SendRefusal Refusal { get; } = refusal;
}
