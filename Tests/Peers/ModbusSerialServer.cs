namespace Understudy.Tests.Peers;

/// <summary>modbus-serial: one set of registers for all units, no mask write, and four registers that make trouble.
/// </summary>
public sealed class ModbusSerialServer : ModbusServerProcess
{
    /// <summary>Answers exception 04.</summary>
    public const int FailingRegister = 190;

    /// <summary>Answers exception 06, always.</summary>
    public const int BusyRegister = 191;

    /// <summary>Answers after two seconds.</summary>
    public const int SlowRegister = 192;

    /// <summary>Never answers.</summary>
    public const int SilentRegister = 193;

    protected override Task<PeerProcess> LaunchAsync(string port) =>
        Task.FromResult(NodeScript.Start("modbus_serial_server.js", port));
}
