namespace Understudy.Supervisor.Hosting;

/// <summary>The node can't start. The message is for the operator: what is wrong and how to mend it.</summary>
public sealed class StartFailedException(int exitCode, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
