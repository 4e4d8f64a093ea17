namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy alarms ack ID</c></summary>
public sealed class AcknowledgeCommand(Terminal terminal)
    : AlarmOrderCommand<AlarmSettings>(terminal, "acknowledge");
