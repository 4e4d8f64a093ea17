using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Serialization;

namespace Understudy.ShadowActors.Domain;

/// <summary>Names what a driver sees of a device's declaration, and its restore groups, together with the version of
/// the drivers: what a driver failed at, it may fail at still while that is the same.</summary>
public static class Declaration
{
    private const int NameLength = 16;

    private static readonly DeviceId FirstId = DeviceId.Parse("gateway/device");

    private static readonly string DriverVersion = typeof(DeviceSpec).Assembly.GetName().Version?.ToString() ?? "";

    /// <summary>The same in every process of the same version, also where the device is called something else.
    /// </summary>
    public static string Of(DeviceSpec device)
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(Nameless(device), UnderstudyJsonContext.Default.DeviceSpec);
        return $"{DriverVersion}-{Convert.ToHexStringLower(SHA256.HashData(json))[..NameLength]}";
    }

    private static DeviceSpec Nameless(DeviceSpec device) => Nameless(DriverView.Seen(device), device.RestoreGroups);

    private static DeviceSpec Nameless(DeviceSpec device, ImmutableArray<RestoreGroupSpec> groups) => device with
    {
        Id = FirstId,
        Journal = null,
        NotRun = null,
        RestoreGroups = groups,
        Was = [],
        Points = [.. device.Points.Select(point => point with { Was = [] })],
        Commands = [.. device.Commands.Select(command => command with { Was = [] })],
    };
}
