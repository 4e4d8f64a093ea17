namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy alarms reset ID</c></summary>
public sealed class ResetCommand(Terminal terminal) : AlarmOrderCommand<AlarmSettings>(terminal, "reset");
