using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.Dashboard.View;

/// <summary>Modes in words.</summary>
public static class ModeText
{
    public static string Of(DevicePicture device) => device.Status switch
    {
        null => "No answer",
        { Mode: DeviceMode.Active, Stage: { } stage } => $"Active, {stage}",
        var status => $"{status.Mode}",
    };

    /// <summary>The word in the style sheet.</summary>
    public static string Class(DevicePicture device) => device.Status?.Mode switch
    {
        DeviceMode.Passive => "good",
        DeviceMode.Active => "uncertain",
        _ => "bad",
    };
}
