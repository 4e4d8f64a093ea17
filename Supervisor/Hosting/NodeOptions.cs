namespace Understudy.Supervisor.Hosting;

/// <summary>What a node is told at its start.</summary>
public sealed record NodeOptions
{
    public const int DefaultPort = 5080;
    public const string DatabaseVariable = "UNDERSTUDY_DATABASE";
    public const string AlarmWebhookVariable = "UNDERSTUDY_ALARM_WEBHOOK";
    public const string AlarmWebhookSecretVariable = "UNDERSTUDY_ALARM_WEBHOOK_SECRET";

    /// <summary>Where the API and the pages are served. Port 0: the system chooses one.</summary>
    public string Urls { get; init; } = $"http://127.0.0.1:{DefaultPort}";

    /// <summary>Holds the embedded database and the lock that keeps a second node out.</summary>
    public string DataFolder { get; init; } = "understudy-data";

    /// <summary>Applied at every start; null: the plant applied last stands.</summary>
    public string? PlantFile { get; init; }

    /// <summary>A PostgreSQL database; null: the embedded one in the data folder. It may hold a password, so it comes
    /// from the environment only.</summary>
    public string? DatabaseConnectionString { get; init; } =
        Environment.GetEnvironmentVariable(DatabaseVariable) is { Length: > 0 } database ? database : null;

    /// <summary>Whether faults may be injected into drivers.</summary>
    public bool AllowDrills { get; init; }

    /// <summary>This node's name, for people.</summary>
    public string NodeName { get; init; } = Environment.MachineName;

    /// <summary>Where each change of an alarm is sent to; null: nowhere.</summary>
    public string? AlarmWebhook { get; init; }

    /// <summary>Signs what is sent there. A secret, so it comes from the environment only.</summary>
    public string? AlarmWebhookSecret { get; init; } =
        Environment.GetEnvironmentVariable(AlarmWebhookSecretVariable) is { Length: > 0 } secret ? secret : null;

    public TimeSpan ShutdownTimeMax { get; init; } = TimeSpan.FromSeconds(20);
}
