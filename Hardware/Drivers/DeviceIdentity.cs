namespace Understudy.Hardware.Drivers;

/// <summary>What the device said it is, in words for people; "not declared" where the profile declares no identity.
/// </summary>
public sealed record DeviceIdentity(string Text);
