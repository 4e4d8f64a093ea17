using Understudy.Hardware.Model;

namespace Understudy.ShadowActors.Protocol;

/// <summary>Names what is, or may come, in quarantine: <c>request:KEY</c>, <c>read:POINT</c>, <c>setting:POINT</c>,
/// <c>group:NAME</c>.</summary>
public static class QuarantineId
{
    private const string RequestPrefix = "request:";
    private const string ReadPrefix = "read:";
    private const string SettingPrefix = "setting:";
    private const string GroupPrefix = "group:";

    public static string Of(RequestId request) => RequestPrefix + request.Value;

    /// <summary>Reading the point.</summary>
    public static string OfRead(PointId point) => ReadPrefix + point.Value;

    /// <summary>Writing the point's recorded value after a recovery.</summary>
    public static string OfSetting(PointId point) => SettingPrefix + point.Value;

    /// <summary>Unlocking or locking the restore group after a recovery.</summary>
    public static string OfGroup(string group) => GroupPrefix + group;

    /// <summary>Null: it is none of a restore group.</summary>
    public static string? GroupOf(string id) =>
        id.StartsWith(GroupPrefix, StringComparison.Ordinal) ? id[GroupPrefix.Length..] : null;

    /// <summary>Null: it is none of a request.</summary>
    public static RequestId? RequestOf(string id) =>
        id.StartsWith(RequestPrefix, StringComparison.Ordinal) ? new RequestId(id[RequestPrefix.Length..]) : null;

    /// <summary>Null: it is none of a read.</summary>
    public static PointId? ReadOf(string id) => PointOf(id, ReadPrefix);

    /// <summary>Null: it is none of a setting.</summary>
    public static PointId? SettingOf(string id) => PointOf(id, SettingPrefix);

    private static PointId? PointOf(string id, string prefix) =>
        id.StartsWith(prefix, StringComparison.Ordinal) ? new PointId(id[prefix.Length..]) : null;
}
