using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Hosting.Logging;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Understudy.Supervisor.Hosting;

/// <summary>Hands what actors log to the node's log, under the name of the class that logged it: so that our own lines
/// and those of the library have levels of their own.</summary>
public sealed class NodeLogger : ReceiveActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private const int ClassesMax = 1_000;

    private readonly ILoggerFactory _factory;
    private readonly Dictionary<Type, ILogger> _loggerOf = [];

    public NodeLogger()
    {
        _factory = Context.System.Settings.Setup.Get<LoggerFactorySetup>().Value.LoggerFactory;
        Receive<InitializeLogger>(_ => Sender.Tell(new LoggerInitialized()));
        Receive<LogEvent>(Write);
    }

    private void Write(LogEvent written)
    {
        var level = written.LogLevel() switch
        {
            Akka.Event.LogLevel.DebugLevel => LogLevel.Debug,
            Akka.Event.LogLevel.InfoLevel => LogLevel.Information,
            Akka.Event.LogLevel.WarningLevel => LogLevel.Warning,
            _ => LogLevel.Error,
        };
        Logger(written.LogClass).Log(level, written.Cause, "{Message}", written.Message);
    }

    private ILogger Logger(Type type)
    {
        if (_loggerOf.TryGetValue(type, out var logger)) return logger;
        if (_loggerOf.Count >= ClassesMax) _loggerOf.Clear();
        return _loggerOf[type] = _factory.CreateLogger(type.FullName ?? type.Name);
    }
}
