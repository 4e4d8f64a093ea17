using Understudy.Hardware.Model;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>What a shadow says of one of its points to interlocks of other devices. It is not asked for: it says so by
/// itself when it changes, so a shadow that is silent is noticed by the age.</summary>
/// <param name="Status">As it was read.</param>
/// <param name="At">When it was read, on the uptime clock of the process.</param>
/// <param name="StaleAfter">Older than this it counts no more.</param>
/// <param name="WhyNot">Why it does not count, however young it is; null: it may.</param>
public sealed record InputReading(
    PointValue? Value, StatusCode Status, TimeSpan At, TimeSpan StaleAfter, string? WhyNot)
{
    /// <summary>What a shadow has to say of a point at the end of a decision.</summary>
    public static InputReading Of(Shadow shadow, PointId id)
    {
        if (shadow.Spec.Point(id) is not { } point) return Unknown("its device declares no such point");
        if (WhyNotServed(shadow, id) is { } reason) return Unknown(reason);
        return shadow.Live.Readings.GetValueOrDefault(id) switch
        {
            null => Unknown("it has not been read yet"),
            { IsWritten: true } => Unknown("it has not been read since it was written"),
            var live => new InputReading(live.Value, live.Status, live.At, point.StaleAfter, null),
        };
    }

    /// <summary>False: <see cref="Of"/> gives the same for every point.</summary>
    public static bool MayDiffer(Shadow before, Shadow after) =>
        !ReferenceEquals(before.Spec, after.Spec)
        || before.Live.Readings != after.Live.Readings
        || before.Live.Mode != after.Live.Mode
        || before.Live.Reason != after.Live.Reason
        || before.Live.Claim != after.Live.Claim
        || before.Live.Stopping != after.Live.Stopping
        || before.Live.OutOfService != after.Live.OutOfService
        || before.State.Quarantine != after.State.Quarantine;

    public static InputReading Unknown(string reason) =>
        new(null, StatusCode.BadNoCommunication, TimeSpan.Zero, TimeSpan.Zero, reason);

    private static string? WhyNotServed(Shadow shadow, PointId id) => shadow.Live switch
    {
        { Stopping: true } or { Claim: not ClaimStatus.Held } => "its device is not this node's at present",
        { OutOfService: { } record } => $"its device is {Administration.WhyOut(record)}",
        { Mode: not DeviceMode.Passive } live =>
            $"its driver does not serve: {DeviceStatuses.Reason(live) ?? live.Mode.ToString()}",
        _ => shadow.State.IsUnread(id) ? "it is in quarantine" : null,
    };
}
