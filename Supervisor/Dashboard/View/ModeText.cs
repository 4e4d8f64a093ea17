using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>Modes in words.</summary>
public static class ModeText
{
    public static string Of(DevicePicture device) => device.Status switch
    {
        null => "No answer",
        { Administrative: { State: not AdministrativeState.Enabled } decided } =>
            decided.Overdue ? $"{decided.State}, overdue" : $"{decided.State}",
        { Mode: DeviceMode.Active, Stage: { } stage } => $"Active, {stage}",
        var status => $"{status.Mode}",
    };

    /// <summary>The word in the style sheet.</summary>
    public static string Class(DevicePicture device) => device.Status switch
    {
        { Administrative: { State: not AdministrativeState.Enabled } decided } =>
            decided.Overdue ? "bad" : "uncertain",
        { Mode: DeviceMode.Passive } => "good",
        { Mode: DeviceMode.Active } => "uncertain",
        _ => "bad",
    };
}
