namespace Understudy.Hardware.Plant;

/// <summary>How a gateway is reached.</summary>
/// <param name="Kind">The protocol's key, for example <c>modbusTcp</c>.</param>
/// <param name="RequestsInFlightMax">Requests on the wire at once, over all devices. 1 is safe with every device.
/// </param>
/// <param name="Pace">Shortest time between two sends.</param>
/// <param name="ResponseTime">How long a device may take to answer one request.</param>
/// <param name="ConnectTime">How long a connection may take to come up.</param>
/// <param name="TransactionId">With <see cref="TransactionIdRule.Ignore"/>, one request is under way at a time.</param>
public sealed record LinkSpec(
    string Kind,
    string Host,
    int Port,
    int RequestsInFlightMax,
    TimeSpan Pace,
    TimeSpan ResponseTime,
    TimeSpan ConnectTime,
    TransactionIdRule TransactionId = TransactionIdRule.Match)
{
    /// <summary>How long the system may go on trying to deliver what was written, also after the process has ended.
    /// </summary>
    public static readonly TimeSpan UnacknowledgedMax = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan DefaultResponseTime = TimeSpan.FromSeconds(1);
    public static readonly TimeSpan DefaultConnectTime = TimeSpan.FromSeconds(3);
}
