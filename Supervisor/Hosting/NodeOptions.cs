using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Journal.Retention;
using Understudy.Supervisor.Plant;

namespace Understudy.Supervisor.Hosting;

/// <summary>What a node is told at its start.</summary>
public sealed record NodeOptions
{
    public const int DefaultPort = 5080;
    public const string DatabaseVariable = "UNDERSTUDY_DATABASE";
    public const string InstallationVariable = "UNDERSTUDY_INSTALLATION";
    public const string ArchiveFolderName = "archive";
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

    /// <summary>Events that are older go from the database into an archive; null: none do for their age.</summary>
    public TimeSpan? KeepFor { get; init; }

    /// <summary>While the database holds more bytes, its oldest events go into an archive; null: none do for that.
    /// </summary>
    public long? KeepBytes { get; init; }

    /// <summary>Where archives are written; null: <see cref="ArchiveFolderName"/> in the data folder.</summary>
    public string? ArchiveFolder { get; init; }

    /// <summary>What this installation is called, where its database is a server's; null: whatever the database says.
    /// </summary>
    public string? Installation { get; init; } =
        Environment.GetEnvironmentVariable(InstallationVariable) is { Length: > 0 } id ? id : null;

    /// <summary>Whether faults may be injected into drivers.</summary>
    public bool AllowDrills { get; init; }

    /// <summary>A device's lock may be taken for at most this time.</summary>
    public TimeSpan LockTimeMax { get; init; } = ShadowLimits.LockTimeMax;

    /// <summary>The longest <c>ttl</c> that a plant file may give to what waits in the queue.</summary>
    public TimeSpan TtlMax { get; init; } = PlantLimits.TtlMax;

    /// <summary>This node's name, for people.</summary>
    public string NodeName { get; init; } = Environment.MachineName;

    /// <summary>Where each change of an alarm is sent to; null: nowhere.</summary>
    public string? AlarmWebhook { get; init; }

    /// <summary>Signs what is sent there. A secret, so it comes from the environment only.</summary>
    public string? AlarmWebhookSecret { get; init; } =
        Environment.GetEnvironmentVariable(AlarmWebhookSecretVariable) is { Length: > 0 } secret ? secret : null;

    public TimeSpan ShutdownTimeMax { get; init; } = TimeSpan.FromSeconds(20);

    public RetentionOptions Retention() => new(
        KeepFor, KeepBytes, Path.GetFullPath(ArchiveFolder ?? Path.Combine(DataFolder, ArchiveFolderName)));
}
