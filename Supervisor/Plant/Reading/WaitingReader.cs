using Understudy.Hardware.Plant;

namespace Understudy.Supervisor.Plant.Reading;

/// <summary>Reads <c>whenDown</c> and <c>ttl</c>, which go together.</summary>
internal static class WaitingReader
{
    public static (WhenDown? WhenDown, TimeSpan? Ttl) Read(Fields fields)
    {
        var whenDown = fields.Choice<WhenDown>("whenDown");
        var ttl = fields.Duration("ttl", max: PlantLimits.TtlMax);
        if (whenDown == WhenDown.Queue && !fields.Has("ttl"))
            fields.Problem("whenDown", "'whenDown: queue' needs a 'ttl', how long it may wait: for example ttl: 30s, "
                + $"at most {PlantDuration.Format(PlantLimits.TtlMax)}.");
        if (fields.Has("ttl") && whenDown != WhenDown.Queue && (whenDown is not null || !fields.Has("whenDown")))
            fields.Problem("ttl", "'ttl' limits how long something is queued, so it needs 'whenDown: queue'.");
        return (whenDown, ttl);
    }
}
