using System.Text.Json.Serialization;

namespace Understudy.DriverActors.Protocol;

/// <summary>Why an incarnation of a driver ended.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FailureKind>))]
public enum FailureKind : byte
{
    /// <summary>The driver threw something that is its own fault.</summary>
    DriverException,

    /// <summary>The driver made no progress: a call went on after its deadline and its cancellation.</summary>
    Hang,

    /// <summary>The driver's process ended.</summary>
    ProcessExit,

    /// <summary>The peer sent what the protocol does not allow.</summary>
    ProtocolViolation,

    /// <summary>The connection to the gateway went away or could not be made.</summary>
    LinkLost,

    /// <summary>The device did not answer within its response time.</summary>
    NoResponse,

    /// <summary>Another device than the declared one answers.</summary>
    WrongDevice,

    /// <summary>The device lost its settings while its driver served: ended by decision, to restore them.</summary>
    DeviceReset,

    /// <summary>Ended by decision: an operator, a changed plant, a stop.</summary>
    Planned,
}
