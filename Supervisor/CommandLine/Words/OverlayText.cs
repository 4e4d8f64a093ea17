using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>What was added to a value, as words that follow those of who served it.</summary>
public static class OverlayText
{
    /// <summary>Empty where nothing was.</summary>
    public static string Of(AppliedOverlay? overlay) =>
        overlay is { Offset: { AsNumber: not 0 } offset } ? $"; {ValueText.Of(offset)} added by the shadow" : "";
}
