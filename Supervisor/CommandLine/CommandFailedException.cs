namespace Understudy.Supervisor.CommandLine;

/// <summary>A command can't do what it was asked. The message says what, where and how to mend it.</summary>
public sealed class CommandFailedException(int exitCode, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public int ExitCode { get; } = exitCode;
}
