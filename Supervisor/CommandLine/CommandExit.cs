namespace Understudy.Supervisor.CommandLine;

/// <summary>What a command, a node too, tells its caller. Also in <c>--help</c> and in <c>docs/cli.md</c>.</summary>
public static class CommandExit
{
    public const int Ok = 0;

    /// <summary>Refused, rejected, a reading without a usable value; of a node: port, folder or database.</summary>
    public const int Failed = 1;

    /// <summary>What was typed is wrong: arguments, names, values, plant file.</summary>
    public const int BadInput = 2;

    /// <summary>No node answers at the address.</summary>
    public const int Unreachable = 3;

    /// <summary>The request may have been executed or not, and nothing tells which yet.</summary>
    public const int Indeterminate = 4;

    public const string Help = "Exit codes: 0 ok, 1 failed or refused, 2 bad input, 3 node not reachable,"
        + " 4 indeterminate.";

    /// <summary>The exit code for a verdict's name.</summary>
    public static int OfVerdict(string verdict) => verdict switch
    {
        "Confirmed" or "Accepted" => Ok,
        "Indeterminate" or "Sent" => Indeterminate,
        _ => Failed,
    };
}
