namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>The bounds of alarms, in one place.</summary>
public static class AlarmLimits
{
    /// <summary>Alarms of a device's points that stand at once; further ones are not raised until some are cleared.
    /// </summary>
    public const int PointAlarmsMax = 100;

    /// <summary>An alarm that was raised this often within <see cref="ChatterTime"/> chatters.</summary>
    public const int ChatterCount = 3;

    public const int MessageLengthMax = 256;

    /// <summary>Orders on a gateway's alarms that wait for its journal; one more is answered busy.</summary>
    public const int OrdersMax = 16;

    /// <summary>Events of a gateway's alarms that wait for its journal. Beyond it conditions are looked at again when
    /// there is room.</summary>
    public const int WaitingMax = 64;

    /// <summary>An alarm that chatters has returned only when its condition was over for as long as this.</summary>
    public static readonly TimeSpan ChatterTime = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan ShelveTimeMin = TimeSpan.FromMinutes(1);

    public static readonly TimeSpan ShelveTimeMax = TimeSpan.FromHours(24);

    /// <summary>How soon what could not be decided is looked at again.</summary>
    public static readonly TimeSpan LookAgainTime = TimeSpan.FromSeconds(1);
}
