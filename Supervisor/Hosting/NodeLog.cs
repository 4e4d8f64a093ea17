using Microsoft.Extensions.Logging.Console;

namespace Understudy.Supervisor.Hosting;

/// <summary>Which lines a node writes, and how.</summary>
public static class NodeLog
{
    public static void AddNodeLog(this ILoggingBuilder logging, NodePhase phase)
    {
        logging.ClearProviders();
        logging.SetMinimumLevel(LogLevel.Information);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Akka", LogLevel.Warning);
        // That a busy machine was late to tell itself that it is alive.
        logging.AddFilter("Akka.Cluster.ClusterHeartbeatSender", LogLevel.Error);
        // A start that fails is told in one line on stderr by who started it.
        logging.AddFilter(
            "Microsoft.Extensions.Hosting", level => level >= LogLevel.Warning && !phase.IsStarting);
        // Each device and link goes down in a node that stops; only what goes wrong there is worth a line.
        logging.AddFilter("Understudy.ShadowActors", level => level >= Least(phase));
        logging.AddFilter("Understudy.DriverActors", level => level >= Least(phase));
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Disabled;
        });
    }

    private static LogLevel Least(NodePhase phase) => phase.IsStopping ? LogLevel.Warning : LogLevel.Information;
}
