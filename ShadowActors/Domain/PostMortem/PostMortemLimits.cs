namespace Understudy.ShadowActors.Domain.PostMortem;

/// <summary>How much of a journal is told of one failure. What is left out is counted.</summary>
public static class PostMortemLimits
{
    /// <summary>Requests before the failure.</summary>
    public const int RequestsBeforeMax = 20;

    /// <summary>Other entries before the failure that lead to it: an ordered restart, a drill, a claim.</summary>
    public const int OthersBeforeMax = 5;

    /// <summary>Entries before the failure that are looked at.</summary>
    public const int EntriesBeforeMax = 2_000;

    /// <summary>Entries from the failure on that are looked at while no driver serves again.</summary>
    public const int EntriesMeanwhileMax = 20_000;

    /// <summary>Entries after the recovery that are looked at for verdicts.</summary>
    public const int EntriesAfterMax = 500;

    /// <summary>Stages, openings and further failures of one recovery.</summary>
    public const int StepsMax = 100;

    public const int SettingsMax = 500;
    public const int AnswersMax = 60;
    public const int RequestsMax = 200;
    public const int OthersMax = 100;

    /// <summary>Points named of one answer.</summary>
    public const int PointsPerAnswerMax = 8;

    /// <summary>Failures listed at once.</summary>
    public const int FailuresPerPageMax = 100;

    /// <summary>Counted failures remembered for the restart budget of a moment.</summary>
    public const int CountedFailuresMax = 64;
}
