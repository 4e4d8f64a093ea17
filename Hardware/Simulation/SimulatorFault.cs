using Understudy.Hardware.Modbus;

namespace Understudy.Hardware.Simulation;

/// <summary>What a simulated unit does wrong with a request.</summary>
public abstract record SimulatorFault
{
    private SimulatorFault()
    {
    }

    /// <summary>The request is executed at once; its reply is held.</summary>
    public sealed record Delay(TimeSpan By) : SimulatorFault;

    /// <summary>The request gets no reply.</summary>
    /// <param name="Executes">The request is executed nevertheless: the reply was lost, not the request.</param>
    public sealed record Silence(bool Executes = false) : SimulatorFault;

    /// <summary>The request is executed; its reply carries another transaction id.</summary>
    public sealed record WrongId(ReplyId Id = ReplyId.Next) : SimulatorFault;

    /// <summary>The request is executed; its reply is framed oddly.</summary>
    public sealed record OddFrame(ReplyFrame Frame) : SimulatorFault;

    /// <summary>The request is not executed and answered with an exception.</summary>
    public sealed record Exception(ModbusExceptionCode Code) : SimulatorFault;
}
