namespace Understudy.DriverActors.Links;

/// <summary>What the end of an exchange says about the unit.</summary>
internal enum ExchangeEnd : byte
{
    Unknown,
    Answered,

    /// <summary>Its gateway answered in its place, after whatever time it gave the unit.</summary>
    Absent,
    Silent,

    /// <summary>Its caller waited no longer, after it was sent, or the connection has gone.</summary>
    Cut,
}
