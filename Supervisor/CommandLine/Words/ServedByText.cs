using Understudy.ShadowActors.Protocol;

namespace Understudy.Supervisor.CommandLine.Words;

/// <summary>Who answered, in words.</summary>
public static class ServedByText
{
    public static string Of(ServedBy servedBy) => servedBy switch
    {
        ServedBy.Driver => "the driver",
        ServedBy.ShadowRespond => "the shadow, from the journal",
        ServedBy.ShadowBlock => "the shadow, after waiting",
        ServedBy.ShadowBusy => "the shadow: busy",
        ServedBy.ShadowDrop => "the shadow, as before",
        ServedBy.ShadowQueue => "the shadow, queued",
        _ => "the shadow: checked",
    };

    /// <summary>The same from what the API gave, also for a word that this version does not know.</summary>
    public static string Of(string? servedBy) =>
        Enum.TryParse<ServedBy>(servedBy, out var known) ? Of(known) : servedBy ?? "unknown";
}
