using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Campaign;

/// <summary>What one writer writes or invokes.</summary>
/// <param name="Kind">What is promised of it.</param>
/// <param name="TellsNumber">Each execution tells which request it was of; without it only their number is known.
/// </param>
internal sealed record Target(DeviceId Device, string Name, TargetKind Kind, ModbusAddress At, bool TellsNumber = true)
{
    public bool IsCommand => Kind is TargetKind.OnceOnly or TargetKind.Idempotent;

    public bool IsAtMostOnce => Kind is TargetKind.OnceOnly or TargetKind.Output;

    public static IEnumerable<Target> AllOf(DeviceId device) =>
    [
        new(device, "blocked", TargetKind.Setting, Address("holding/0")),
        new(device, "queued", TargetKind.Setting, Address("holding/1")),
        new(device, "wide", TargetKind.Setting, Address("holding/4")),
        new(device, "limited", TargetKind.Setting, Address("holding/6")),
        new(device, "output", TargetKind.Output, Address("holding/8")),
        new(device, "dose", TargetKind.OnceOnly, Address("holding/20")),
        new(device, "fire", TargetKind.OnceOnly, Address("holding/21")),
        new(device, "feed", TargetKind.OnceOnly, Address("holding/22")),
        new(device, "start", TargetKind.OnceOnly, Address("coil/0"), TellsNumber: false),
        new(device, "goto", TargetKind.Idempotent, Address("holding/23")),
    ];

    public override string ToString() => $"{Device}/{Name}";

    private static ModbusAddress Address(string text) => ModbusAddress.Parse(text);
}

internal enum TargetKind
{
    /// <summary>A setting: restored after a failure, so its newest confirmed value may be executed again.</summary>
    Setting,

    /// <summary>A point that is never written but for a client.</summary>
    Output,

    /// <summary>A command that must not be done twice.</summary>
    OnceOnly,

    /// <summary>A command that may be done again.</summary>
    Idempotent,
}

/// <summary>One execution as the device itself saw it.</summary>
internal sealed record TargetExecution(DateTimeOffset Time, long Number);
