namespace Understudy.Supervisor.Hosting;

/// <summary>What a process of Understudy tells its caller.</summary>
public static class ExitCode
{
    public const int Success = 0;

    /// <summary>The surroundings don't allow it: port, folder, database.</summary>
    public const int Failed = 1;

    /// <summary>What was given is wrong: arguments, plant file.</summary>
    public const int WrongInput = 2;
}
