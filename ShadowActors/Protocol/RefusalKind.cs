using System.Text.Json.Serialization;

namespace Understudy.ShadowActors.Protocol;

/// <summary>Why a request was answered without being tried. Each has one HTTP status.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RefusalKind>))]
public enum RefusalKind : byte
{
    UnknownGateway,
    UnknownDevice,
    UnknownPoint,
    UnknownCommand,
    UnknownRequest,
    UnknownAlarm,

    /// <summary>The point's role does not allow it.</summary>
    NotWritable,

    /// <summary>The value is of another kind, out of the type or out of the declared range.</summary>
    InvalidValue,

    /// <summary>The value would change faster than the point's <c>maxRate</c> lets.</summary>
    RateExceeded,

    /// <summary>A declared interlock does not hold, or is not known to.</summary>
    Interlocked,

    /// <summary>The same key came with another operation before.</summary>
    KeyReused,

    /// <summary>Not now: the driver is being recovered, or a queue or table is full.</summary>
    Busy,

    /// <summary>The journal takes nothing: nothing may be changed.</summary>
    JournalUnavailable,

    /// <summary>The device's journal can't be read; an operator must look.</summary>
    JournalUnreadable,

    /// <summary>Two journals could be the device's: the plant must say which.</summary>
    JournalConflict,

    /// <summary>Still starting: this was not tried, and what came before under its key is not known yet.</summary>
    NotReady,

    /// <summary>This copy does not own the device (any more).</summary>
    NotOwner,

    /// <summary>Drills are not allowed on this node.</summary>
    DrillsNotAllowed,

    /// <summary>The alarm is not in a state for it: reset while its condition still holds.</summary>
    AlarmStillActive,

    /// <summary>Time over; nothing was sent.</summary>
    DeadlinePassed,

    /// <summary>People took the device out of service.</summary>
    OutOfService,

    /// <summary>Another has the exclusive right to change the device.</summary>
    Locked,

    /// <summary>Nothing of this name is in quarantine.</summary>
    UnknownQuarantine,

    /// <summary>The setting is not held, or the device has another value by now.</summary>
    HeldChanged,
}
