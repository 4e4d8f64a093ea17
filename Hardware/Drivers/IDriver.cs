using Understudy.Hardware.Model;

namespace Understudy.Hardware.Drivers;

/// <summary>
/// Code that speaks to one device. It knows nothing of recovery: one instance lives one incarnation, from
/// <see cref="OpenAsync"/> to <see cref="IAsyncDisposable.DisposeAsync"/>, and is never opened again.
/// <para>
/// Every failure is an exception: <see cref="LinkLostException"/>, <see cref="NoResponseException"/> and
/// <see cref="ProtocolViolationException"/> where they fit, any other one is the driver's own fault. A device that
/// answers "no" has not failed: that is an outcome (<see cref="MutationOutcome.Rejected"/>) or a Bad status.
/// </para>
/// <para>
/// The callee owes: nothing reaches the device except through <see cref="IDriverHost.Link"/>; every wait ends when
/// the token is cancelled; no state is shared with another instance.
/// </para>
/// </summary>
public interface IDriver : IAsyncDisposable
{
    DriverTraits Traits { get; }

    /// <summary>
    /// Called once, first. The link is up. Reads what the device is and compares it with the declared identity. Opening
    /// never changes the device: what has to be written at the start is a declared setting.
    /// </summary>
    /// <exception cref="WrongDeviceException">The device that answers is not the declared one.</exception>
    Task<DeviceIdentity> OpenAsync(IDriverHost host, CancellationToken cancellation);

    /// <summary>
    /// Called after opening, at most <see cref="DriverTraits.CallsInFlightMax"/> calls at once, of reads and mutations
    /// together. All points are of the device. The answer has one reading for each point asked, in the same order; a
    /// point that the device refuses or that holds an impossible value is a Bad reading, and the others stand.
    /// </summary>
    Task<IReadOnlyList<PointReading>> ReadAsync(IReadOnlyList<PointId> points, CancellationToken cancellation);

    /// <summary>
    /// Called after opening. The point is writable and the value has been checked for kind and range. The driver hands
    /// <paramref name="permit"/> to the link unchanged, with each frame that changes the device, and sends no frame
    /// twice.
    /// </summary>
    /// <exception cref="SendRefusedException">The link refused the permit; nothing was sent.</exception>
    Task<MutationOutcome> WriteAsync(
        PointId point, PointValue value, MutationPermit permit, CancellationToken cancellation);

    /// <summary>As <see cref="WriteAsync"/>, for a declared command.</summary>
    /// <exception cref="SendRefusedException">The link refused the permit; nothing was sent.</exception>
    Task<MutationOutcome> InvokeAsync(
        CommandId command,
        IReadOnlyDictionary<string, PointValue> arguments,
        MutationPermit permit,
        CancellationToken cancellation);
}
