using System.Collections.Immutable;
using System.Globalization;
using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant;

/// <summary>The declared things as keys and values, both as a plant file writes them.</summary>
internal static class SpecText
{
    public static string Summary(GatewaySpec gateway) => $"{gateway.Link.Kind} {Endpoint(gateway.Link)}";

    public static string Summary(DeviceSpec device) => $"{device.Profile}, unit {device.Unit}";

    /// <summary>The gateway's own keys, without its devices.</summary>
    public static IReadOnlyList<SpecKey> Of(GatewaySpec gateway) =>
    [
        .. Under("",
        [
            ($"link.{gateway.Link.Kind}", Endpoint(gateway.Link)),
            ("link.inFlight", Number(gateway.Link.RequestsInFlightMax)),
            ("link.pace", Duration(gateway.Link.Pace)),
            ("link.responseTime", Duration(gateway.Link.ResponseTime)),
            ("link.connectTime", Duration(gateway.Link.ConnectTime)),
            ("link.transactionId", PlantWord.Of(gateway.Link.TransactionId)),
            ("label", gateway.Label),
            ("fallback", PlantWord.Of(gateway.Fallback)),
            ("journal", gateway.Journal),
        ]),
    ];

    public static IReadOnlyList<SpecKey> Of(DeviceSpec device) =>
    [
        .. Under("",
        [
            ("profile", device.Profile),
            ("class", PlantWord.Of(device.Class)),
            ("unit", Number(device.Unit)),
            ("area", device.Area),
            ("identity.at", device.Identity?.At.ToString()),
            ("identity.equals", device.Identity is { } identity ? $"0x{identity.EqualTo:X4}" : null),
            ("bootIdentity.point", device.BootIdentity?.Point.ToString()),
            ("bootIdentity.when", device.BootIdentity is { } boot ? PlantWord.Of(boot.When) : null),
            ("budget.intensity", Number(device.Budget.Intensity)),
            ("budget.period", Duration(device.Budget.Period)),
            ("budget.holdTimeMin", Duration(device.Budget.HoldTimeMin)),
            ("budget.holdTimeMax", Duration(device.Budget.HoldTimeMax)),
            ("budget.probePeriod", Duration(device.Budget.ProbePeriod)),
            ("restoreWithin", Duration(device.RestoreWithin) ?? "always"),
            ("record", PlantWord.Of(device.Record)),
            ("readGap", Number(device.ReadGap)),
            ("readMax", Number(device.ReadMax)),
            ("bitWrites", PlantWord.Of(device.BitWrites)),
            ("inFlight", Number(device.Share?.RequestsInFlightMax)),
            ("pace", Duration(device.Share?.Pace)),
            ("journal", device.Journal),
        ]),
        .. device.Points.SelectMany(Keys),
        .. device.Commands.SelectMany(Keys),
        .. device.RestoreGroups.SelectMany(Keys),
    ];

    private static IEnumerable<SpecKey> Keys(PointSpec point) => Under($"points.{point.Id}",
    [
        ("at", point.At.ToString()),
        ("type", PlantWord.Of(point.Type)),
        ("order", PlantWord.Of(point.Order)),
        ("scale", Number(point.Scale)),
        ("offset", Number(point.Offset)),
        ("unit", point.Unit),
        ("range", point.Range?.ToString()),
        ("role", PlantWord.Of(point.Role)),
        ("scan", Duration(point.ScanPeriod)),
        ("staleAfter", Duration(point.StaleAfter)),
        ("after", Listed(point.After)),
        ("replay", PlantWord.Of(point.Replay)),
        ("whenDown", point.WhenDown is { } whenDown ? PlantWord.Of(whenDown) : null),
        ("ttl", Duration(point.Ttl)),
        ("repeatable", Boolean(point.Repeatable)),
        ("record", point.Record is { } record ? PlantWord.Of(record) : null),
        ("deadband", Number(point.Deadband)),
        ("recordAtLeast", Duration(point.RecordAtLeast)),
        ("overlay", point.Overlay is { } overlay ? PlantWord.Of(overlay) : null),
        ("length", point.Length == 0 ? null : Number(point.Length)),
        ("values", Text(point.Names)),
        ("fields", point.Fields.IsEmpty ? null : string.Join(", ", point.Fields.Select(Text))),
        ("readable", Boolean(point.IsReadable)),
        ("restoreWithin", point.RestoreWithin == PointSpec.RestoreAlways ? "always" : Duration(point.RestoreWithin)),
        ("onConflict", PlantWord.Of(point.OnConflict)),
        ("maxRate", Number(point.MaxRate)),
        ("interlock", Listed(point.Interlocks)),
        ("alarms", Text(point.Alarms)),
    ]);

    private static string? Text(PointAlarms? alarms)
    {
        if (alarms is null) return null;
        (string Key, string? Value)[] keys =
        [
            ("highHigh", Number(alarms.HighHigh)),
            ("high", Number(alarms.High)),
            ("low", Number(alarms.Low)),
            ("lowLow", Number(alarms.LowLow)),
            ("equals", alarms.EqualTo?.ToString()),
            ("deadband", Number(alarms.Deadband)),
            ("delay", Duration(alarms.Delay)),
            ("offDelay", Duration(alarms.OffDelay)),
            ("severity", alarms.Severity is { } severity ? PlantWord.Of(severity) : null),
            ("latching", Boolean(alarms.Latching)),
            ("guidance", alarms.Guidance),
        ];
        var given = keys.Where(key => key.Value is not null).Select(key => $"{key.Key}: {key.Value}");
        return $"{{{string.Join(", ", given)}}}";
    }

    private static string Text(FieldSpec field)
    {
        (string Key, string? Value)[] keys =
        [
            ("at", field.At.ToString()),
            ("type", PlantWord.Of(field.Type)),
            ("order", PlantWord.Of(field.Order)),
            ("scale", Number(field.Scale)),
            ("offset", Number(field.Offset)),
            ("unit", field.Unit),
            ("range", field.Range?.ToString()),
            ("length", field.Length == 0 ? null : Number(field.Length)),
            ("values", Text(field.Names)),
        ];
        var given = keys.Where(key => key.Value is not null).Select(key => $"{key.Key}: {key.Value}");
        return $"{field.Name}: {{{string.Join(", ", given)}}}";
    }

    private static string? Text(ValueNames? names) => names is null
        ? null
        : $"{{{string.Join(", ", names.All.Select(known => $"{Number(known.Raw)}: {known.Name}"))}}}";

    private static IEnumerable<SpecKey> Keys(CommandSpec command) => Under($"commands.{command.Id}",
    [
        ("write.at", command.At.ToString()),
        ("write.type", PlantWord.Of(command.Type)),
        ("write.order", PlantWord.Of(command.Order)),
        ("write.length", command.Length == 0 ? null : Number(command.Length)),
        ("write.value", command.Value?.ToString()),
        ("idempotent", Boolean(command.Idempotent)),
        ("safe", Boolean(command.Safe)),
        ("confirmBy.point", command.ConfirmBy?.Point.ToString()),
        ("confirmBy.above", Number(command.ConfirmBy?.Above)),
        ("confirmBy.below", Number(command.ConfirmBy?.Below)),
        ("confirmBy.equals", command.ConfirmBy?.EqualTo?.ToString()),
        ("whenDown", command.WhenDown is { } whenDown ? PlantWord.Of(whenDown) : null),
        ("ttl", Duration(command.Ttl)),
        ("interlock", Listed(command.Interlocks)),
    ]);

    private static IEnumerable<SpecKey> Keys(RestoreGroupSpec group) => Under($"restoreGroups.{group.Name}",
    [
        ("points", Listed(group.Points)),
        ("unlock", Listed(group.Unlock)),
        ("lock", Listed(group.Lock)),
    ]);

    private static string? Listed<T>(ImmutableArray<T> items) =>
        items.IsEmpty ? null : $"[{string.Join(", ", items)}]";

    private static IEnumerable<SpecKey> Under(string part, (string Key, string? Value)[] keys) =>
        keys.Select(key => new SpecKey(part, key.Key, key.Value));

    private static string Endpoint(LinkSpec link) => link.Host.Contains(':')
        ? $"[{link.Host}]:{Number(link.Port)}"
        : $"{link.Host}:{Number(link.Port)}";

    private static string Boolean(bool value) => value ? "true" : "false";

    private static string? Number(double? number) => number?.ToString("R", CultureInfo.InvariantCulture);

    private static string? Duration(TimeSpan? duration) =>
        duration is { } given ? PlantDuration.Format(given) : null;
}
