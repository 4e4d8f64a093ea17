namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>The bounds of what one script may hold.</summary>
public static class ScriptLimits
{
    public const int StepsMax = 1_000;
    public const int SettingsPerStepMax = 100;
    public const int SignalsMax = 10_000;
    public const int SignalStepsMax = 1_000;
    public const int RequestsMax = 1_000_000;

    /// <summary>Of what comes again and again.</summary>
    public static readonly TimeSpan PeriodMin = TimeSpan.FromMilliseconds(100);

    /// <summary>How long one timer may be set for; longer waits take several.</summary>
    public static readonly TimeSpan WaitMax = TimeSpan.FromDays(1);
}
