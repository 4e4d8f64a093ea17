namespace Understudy.Hardware.Plant;

/// <summary>The register that tells one device from another, and what it must hold.</summary>
public sealed record IdentitySpec(ModbusAddress At, ushort EqualTo);
