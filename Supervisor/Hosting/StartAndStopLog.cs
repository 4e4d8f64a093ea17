using Akka.Actor;
using Akka.Event;

namespace Understudy.Supervisor.Hosting;

/// <summary>What the actor system says before its log is up and after it is down: warnings and worse, on stderr.
/// </summary>
public sealed class StartAndStopLog : MinimalLogger
{
    protected override void Log(object message)
    {
        if (message is not LogEvent written || written.LogLevel() < Akka.Event.LogLevel.WarningLevel) return;
        Console.Error.WriteLine($"{written.Timestamp:O} {written.LogLevel()}: {written.LogSource} {written.Message}");
    }
}
