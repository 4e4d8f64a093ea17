using System.Collections.Immutable;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>Every key of a script; the published schema has the same (a test compares them).</summary>
public static class ScriptKeys
{
    public static readonly KeySet Script = new("script", "steps", "waveforms", "loop", "seed");

    public static readonly KeySet Step = new(
        "step", "at", "every", "jitter", "for", "requests", "gateway", "unit", "device", "fault", "set");

    /// <summary>Faults with something that belongs to them.</summary>
    public static readonly KeySet Fault = new(
        "fault", "delay", "exception", "wrongId", "splitReply", "corruptLength", "foreignReplyFirst", "wrongSize",
        "wrongFunction", "powerCycle");

    public static readonly KeySet SplitReply = new("splitReply", "at", "gap");

    public static readonly KeySet WrongSize = new("wrongSize", "by", "counted");

    public static readonly KeySet PowerCycle = new("powerCycle", "off", "silent");

    public static readonly KeySet Waveform = new(
        "waveform", "constant", "sine", "ramp", "square", "steps", "random");

    public static readonly KeySet Sine = new("sine", "min", "max", "period");

    public static readonly KeySet Ramp = new("ramp", "min", "max", "period");

    public static readonly KeySet Square = new("square", "low", "high", "period");

    public static readonly KeySet Level = new("level", "value", "for");

    public static readonly KeySet Random = new("random", "seed", "min", "max", "every");

    public static readonly ImmutableArray<KeySet> All =
        [Script, Step, Fault, SplitReply, WrongSize, PowerCycle, Waveform, Sine, Ramp, Square, Level, Random];

    /// <summary>Faults that are one word.</summary>
    public static readonly ImmutableArray<string> FaultWords =
    [
        "silence", "lostReply", "joinNext", "wrongFunction", "freeze", "refuseConnections", "dropConnections",
        "deafConnections", "oneClient", "closeOnSplitRequest", "lastFirst",
    ];
}
