using System.Security.Cryptography;
using System.Text.Json;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Serialization;

namespace Understudy.ShadowActors.Domain;

/// <summary>Names a device's declaration together with the version of the drivers.</summary>
public static class Declaration
{
    private const int NameLength = 16;

    private static readonly string DriverVersion = typeof(DeviceSpec).Assembly.GetName().Version?.ToString() ?? "";

    /// <summary>The same for the same declaration, in every process of the same version.</summary>
    public static string Of(DeviceSpec device)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(device, UnderstudyJsonContext.Default.DeviceSpec);
        return $"{DriverVersion}-{Convert.ToHexStringLower(SHA256.HashData(json))[..NameLength]}";
    }
}
