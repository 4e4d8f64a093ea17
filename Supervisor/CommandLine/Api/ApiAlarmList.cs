namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>The alarms that a node told.</summary>
/// <param name="Silent">Gateways and devices whose alarms are not known.</param>
public sealed record ApiAlarmList(int Total, IReadOnlyList<ApiAlarm> Alarms, IReadOnlyList<string>? Silent = null);
