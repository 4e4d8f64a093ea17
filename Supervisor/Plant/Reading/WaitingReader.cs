using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>whenDown</c> and <c>ttl</c>, which go together.</summary>
internal static class WaitingReader
{
    public static (WhenDown? WhenDown, TimeSpan? Ttl) Read(Fields fields)
    {
        var whenDown = fields.Choice<WhenDown>("whenDown");
        var ttl = Ttl(fields);
        if (whenDown == WhenDown.Queue && !fields.Has("ttl"))
            fields.Problem("whenDown", "'whenDown: queue' needs a 'ttl', how long it may wait: for example ttl: 30s, "
                + $"at most {PlantDuration.Format(fields.TtlMax)}.");
        if (fields.Has("ttl") && whenDown != WhenDown.Queue && (whenDown is not null || !fields.Has("whenDown")))
            fields.Problem("ttl", "'ttl' limits how long something is queued, so it needs 'whenDown: queue'.");
        return (whenDown, ttl);
    }

    /// <summary>A recorded plant goes on where the node lets nothing wait as long any more, with what it does let.
    /// </summary>
    private static TimeSpan? Ttl(Fields fields)
    {
        if (fields.Duration("ttl", max: PlantLimits.TtlMaxOfNodes) is not { } ttl) return null;
        if (ttl <= fields.TtlMax) return ttl;
        fields.TolerableProblem("ttl", $"A duration from 1ms to {PlantDuration.Format(fields.TtlMax)} is expected, not "
            + $"{PlantDuration.Format(ttl)}. A node that is started with a longer --ttl-max takes more.");
        return fields.TtlMax;
    }
}
