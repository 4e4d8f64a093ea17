namespace Understudy.Hardware.Modbus;

/// <summary>What servers out there do that the protocol does not want of them, or leaves open.</summary>
[Flags]
internal enum ServerHabits
{
    None = 0,

    /// <summary>The next client is taken and not served until the one before has left, as by libmodbus' usual loop.
    /// </summary>
    OneClient = 1,

    /// <summary>A connection ends on which a request comes in two segments, as with pymodbus 3.0.</summary>
    ClosesOnSplitRequest = 2,

    /// <summary>The requests of one segment are done and answered last to first, as by jsmodbus.</summary>
    LastFirst = 4,
}
