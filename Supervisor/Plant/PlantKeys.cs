using System.Collections.Immutable;

namespace Understudy.Supervisor.Plant;

/// <summary>Every key of a plant file; the published schema has the same (a test compares them).</summary>
public static class PlantKeys
{
    public static readonly KeySet Plant = new("plant", "gateways", "profiles");

    public static readonly KeySet Gateway = new(
        "gateway", "was", "link", "label", "fallback", "scanClasses", "devices");

    public static readonly KeySet Link = new(
        "link", "modbusTcp", "simulator", "inFlight", "pace", "responseTime", "connectTime", "transactionId");

    public static readonly KeySet Simulator = new("simulator");

    public static readonly KeySet ScanClass = new("scanClass", "period", "record", "deadband", "recordAtLeast");

    public static readonly KeySet Device = new(
        "device", "was", "profile", "unit", "area", "restoreWithin", "budget", "record", "inFlight", "pace", "whenDown",
        "ttl", "replay", "onConflict", "repeatable", "staleAfter", "points", "commands");

    public static readonly KeySet Profile = new(
        "profile", "class", "addressing", "identity", "bootIdentity", "restoreWithin", "budget", "record", "inFlight",
        "pace", "readGap", "readMax", "bitWrites", "whenDown", "ttl", "replay", "onConflict", "repeatable",
        "staleAfter", "points", "commands", "restoreGroups");

    public static readonly KeySet Identity = new("identity", "at", "equals");

    public static readonly KeySet BootIdentity = new("bootIdentity", "point", "when");

    public static readonly KeySet Budget = new(
        "budget", "intensity", "period", "holdTimeMin", "holdTimeMax", "probePeriod");

    public static readonly KeySet Point = new(
        "point", "was", "at", "type", "order", "scale", "offset", "unit", "range", "role", "scan", "staleAfter",
        "after", "replay", "whenDown", "ttl", "repeatable", "record", "deadband", "recordAtLeast", "overlay", "length",
        "values", "fields", "readable", "restoreWithin", "onConflict", "maxRate", "interlock",
        "alarms");

    public static readonly KeySet Alarms = new(
        "alarms", "highHigh", "high", "low", "lowLow", "equals", "deadband", "delay", "offDelay", "severity",
        "latching", "guidance");

    /// <summary>What a device may say otherwise of a point of its profile.</summary>
    public static readonly KeySet PointOverride = new(
        "pointOverride", "was", "range", "staleAfter", "replay", "whenDown", "ttl", "repeatable", "record", "deadband",
        "recordAtLeast", "restoreWithin", "onConflict", "maxRate", "interlock");

    public static readonly KeySet Field = new(
        "field", "at", "type", "order", "scale", "offset", "unit", "range", "length", "values");

    public static readonly KeySet Command = new(
        "command", "was", "write", "idempotent", "safe", "confirmBy", "whenDown", "ttl", "interlock");

    public static readonly KeySet CommandOverride = new("commandOverride", "was", "whenDown", "ttl", "interlock");

    public static readonly KeySet Write = new("write", "at", "type", "order", "length", "value");

    public static readonly KeySet ConfirmBy = new("confirmBy", "point", "above", "below", "equals");

    public static readonly KeySet Interlock = new("interlock", "point", "above", "below", "equals");

    public static readonly KeySet RestoreGroup = new("restoreGroup", "points", "unlock", "lock");

    public static readonly KeySet RestoreStep = new("restoreStep", "write", "invoke", "value");

    public static readonly ImmutableArray<KeySet> All =
    [
        Plant, Gateway, Link, Simulator, ScanClass, Device, Profile, Identity, BootIdentity, Budget, Point, Alarms,
        Field, Command, Write, ConfirmBy, PointOverride, CommandOverride, Interlock, RestoreGroup, RestoreStep,
    ];
}
