namespace Understudy.Tests.Peers;

/// <summary>
/// A Modbus TCP server with 200 addresses in each table of unit 1: input registers hold their own address, every third
/// discrete input from 1 on is on, holding register 122 is 0xE2A0, and everything else is 0 until it is written.
/// </summary>
public interface IModbusPeer : IAsyncLifetime
{
    /// <summary>Chosen by the system; it keeps it.</summary>
    int Port { get; }

    /// <summary>Every address that it wrote because a client asked, oldest first: <c>1 holding/2 215</c> is unit,
    /// table, offset and value. It may be a moment late.</summary>
    IReadOnlyList<string> Writes { get; }

    /// <summary>It keeps its connections and answers nothing.</summary>
    void Hang();

    void Continue();

    /// <summary>It ends as in a crash; connections end and new ones are refused.</summary>
    Task KillAsync();

    /// <summary>A fresh server on the same port, with everything back at its defaults.</summary>
    Task RestartAsync();
}
