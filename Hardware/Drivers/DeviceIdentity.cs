namespace Understudy.Hardware.Drivers;

/// <summary>What the device said it is, in words for people; <see cref="NotDeclared"/> where the profile declares
/// no identity.</summary>
public sealed record DeviceIdentity(string Text)
{
    public const string NotDeclared = "not declared";
}
