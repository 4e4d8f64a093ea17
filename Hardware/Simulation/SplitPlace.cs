namespace Understudy.Hardware.Simulation;

/// <summary>Where a reply is cut.</summary>
public enum SplitPlace : byte
{
    /// <summary>Its last byte comes apart.</summary>
    LastByte,

    /// <summary>Header and body come apart.</summary>
    Header,

    /// <summary>Each byte comes apart.</summary>
    EveryByte,
}
