using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Understudy.Hardware.Model;

/// <summary>
/// Why a value is as good as it is: an OPC UA status code (OPC UA Part 4, 7.39, and Part 8, table of operation level
/// codes). Only the codes that Understudy gives are named here. In JSON it is its name without the severity.
/// </summary>
[JsonConverter(typeof(StatusCodeConverter))]
public readonly record struct StatusCode
{
    public static readonly StatusCode Good = new(0x00000000);
    public static readonly StatusCode UncertainLastUsableValue = new(0x40900000);
    public static readonly StatusCode BadTimeout = new(0x800A0000);
    public static readonly StatusCode BadNoCommunication = new(0x80310000);
    public static readonly StatusCode BadWaitingForInitialData = new(0x80320000);
    public static readonly StatusCode BadNotReadable = new(0x803A0000);
    public static readonly StatusCode BadOutOfRange = new(0x803C0000);
    public static readonly StatusCode BadConfigurationError = new(0x80890000);
    public static readonly StatusCode BadDeviceFailure = new(0x808B0000);
    public static readonly StatusCode BadSensorFailure = new(0x808C0000);
    public static readonly StatusCode BadOutOfService = new(0x808D0000);

    /// <summary>In quarantine: the driver failed when it was read.</summary>
    public static readonly StatusCode BadRequestNotAllowed = new(0x80E40000);

    private static readonly FrozenDictionary<uint, string> NameByValue = new Dictionary<uint, string>
    {
        [Good.Value] = "Good",
        [UncertainLastUsableValue.Value] = "LastUsableValue",
        [BadTimeout.Value] = "Timeout",
        [BadNoCommunication.Value] = "NoCommunication",
        [BadWaitingForInitialData.Value] = "WaitingForInitialData",
        [BadNotReadable.Value] = "NotReadable",
        [BadOutOfRange.Value] = "OutOfRange",
        [BadConfigurationError.Value] = "ConfigurationError",
        [BadDeviceFailure.Value] = "DeviceFailure",
        [BadSensorFailure.Value] = "SensorFailure",
        [BadOutOfService.Value] = "OutOfService",
        [BadRequestNotAllowed.Value] = "RequestNotAllowed",
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, uint> ValueByName =
        NameByValue.ToFrozenDictionary(pair => pair.Value, pair => pair.Key);

    private StatusCode(uint value) => Value = value;

    public uint Value { get; }

    public Quality Quality => (Quality)(Value >> 30);

    public bool IsGood => Quality == Quality.Good;

    /// <summary>The code's name without its severity, for example <c>NoCommunication</c>.</summary>
    public string Name => NameByValue[Value];

    /// <exception cref="FormatException">No code that Understudy gives has this name.</exception>
    public static StatusCode FromName(string name) => ValueByName.TryGetValue(name, out var value)
        ? new StatusCode(value)
        : throw new FormatException($"'{name}' is not the name of a status code.");

    public override string ToString() => IsGood ? "Good" : $"{Quality}/{Name}";
}
