namespace Understudy.Hardware.Plant;

/// <summary>What the transaction ids of a link's replies are good for.</summary>
public enum TransactionIdRule : byte
{
    /// <summary>A reply carries its request's id; one with an id that no request had ends the connection.</summary>
    Match,

    /// <summary>The ids of replies say nothing, so one request is under way at a time and the next reply of its unit
    /// is its answer. A request that is given up ends the connection, lest its answer be taken for the next one's.
    /// </summary>
    Ignore,
}
