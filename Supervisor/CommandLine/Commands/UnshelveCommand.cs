namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy alarms unshelve ID</c></summary>
public sealed class UnshelveCommand(Terminal terminal) : AlarmOrderCommand<AlarmSettings>(terminal, "unshelve");
