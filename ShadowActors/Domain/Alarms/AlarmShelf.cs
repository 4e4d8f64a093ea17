namespace Understudy.ShadowActors.Domain.Alarms;

/// <summary>An alarm set aside.</summary>
/// <param name="Until">By the wall clock, for people.</param>
/// <param name="Boot">Which start of which machine <paramref name="UntilUptimeMs"/> belongs to: after another start the
/// time that is left can't be proven, and is over.</param>
public sealed record AlarmShelf(
    string Principal, string Reason, DateTimeOffset Until, string Boot, long UntilUptimeMs)
{
    public bool IsOver(string boot, TimeSpan uptime) =>
        boot != Boot || uptime >= TimeSpan.FromMilliseconds(UntilUptimeMs);
}
