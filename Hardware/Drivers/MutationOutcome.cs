namespace Understudy.Hardware.Drivers;

/// <summary>What the device said of a write or a command.</summary>
public abstract record MutationOutcome
{
    private MutationOutcome()
    {
    }

    /// <summary>The device acknowledged it.</summary>
    public sealed record Acknowledged : MutationOutcome;

    /// <summary>The device said no. That is an answer, not a failure of the driver.</summary>
    /// <param name="Reason">The device's code with its meaning in words, for example
    /// <c>exception 02: illegal data address</c>.</param>
    /// <param name="IsByDevice">The device itself said it, which shows that it is there; false: nothing was sent, or a
    /// gateway spoke in its place.</param>
    public sealed record Rejected(string Reason, bool IsByDevice = true) : MutationOutcome
    {
        /// <summary>The driver knows that it can't be; the device was not asked.</summary>
        public static Rejected Unsent(string reason) => new($"not sent: {reason}", IsByDevice: false);
    }
}
