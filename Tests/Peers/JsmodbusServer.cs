namespace Understudy.Tests.Peers;

/// <summary>jsmodbus: one set of registers for all units, no mask write, and the last request of a segment is answered
/// first.</summary>
public sealed class JsmodbusServer : ModbusServerProcess
{
    protected override Task<PeerProcess> LaunchAsync(string port) =>
        Task.FromResult(NodeScript.Start("jsmodbus_server.js", port));
}
