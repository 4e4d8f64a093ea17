using System.Data.Common;
using Akka.Hosting;
using Akka.Persistence.Sql.Hosting;
using LinqToDB;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Akka.Persistence over the prepared store.</summary>
public static class JournalPersistenceExtensions
{
    /// <summary>After akka.conf was added, whose keys win, and after <see cref="JournalStore.PrepareAsync"/>.</summary>
    public static AkkaConfigurationBuilder AddUnderstudyJournal(
        this AkkaConfigurationBuilder builder, JournalStoreOptions options)
    {
        var provider = options.Provider == JournalProvider.Sqlite ? ProviderName.SQLiteMS : ProviderName.PostgreSQL15;

        // Provider and connection string both in the data options and beside them: without the latter the plug-in
        // forgets its indexes, with UseSQLite or UsePostgreSQL it does not start.
        var data = new DataOptions().UseConnectionString(provider, options.ConnectionString);
        if (options.Provider == JournalProvider.Sqlite) data = data.UseAfterConnectionOpened(OnOpen, OnOpenAsync);
        return builder
            .AddHocon(ShadowActorsConfig.Hocon, HoconAddMode.Append)
            .AddHocon(Settings(options.Provider), HoconAddMode.Append)
            .WithSqlPersistence(
                new SqlJournalOptions(true)
                {
                    AutoInitialize = false,
                    DataOptions = data,
                    ProviderName = provider,
                    ConnectionString = options.ConnectionString,
                },
                new SqlSnapshotOptions(true)
                {
                    AutoInitialize = false,
                    DataOptions = data,
                    ProviderName = provider,
                    ConnectionString = options.ConnectionString,
                });
    }

    private static string Settings(JournalProvider provider) => $$"""
        akka.persistence {
          # Seconds without an event after which reading a stream is given up, to be tried again.
          journal.sql.recovery-event-timeout = 10s
          # The filter drops events by their writer's id, which is not kept. We check the numbers ourselves.
          journal.sql.replay-filter.mode = off
          # A transaction of SQLite that only reads is not to wait for a writer: this makes it a deferred one, which
          # sees what is committed all the same.
          {{(provider == JournalProvider.Sqlite ? "journal.sql.read-isolation-level = read-uncommitted" : "")}}
          {{(provider == JournalProvider.Sqlite ? "snapshot-store.sql.read-isolation-level = read-uncommitted" : "")}}
          # SQLite has one writer at a time.
          journal.sql.parallelism = {{(provider == JournalProvider.Sqlite ? 1 : 3)}}
          journal.sql.replay-batch-size = 5000
          journal.sql.default.journal.use-writer-uuid-column = false
          # A breaker that is half open lets Akka's journal and snapshot store crash on the calls it refuses, without an
          # answer to who asked, who then waits for recovery-event-timeout. So it never opens: whoever fails waits
          # anyway before the next try (JournalLimits.RetryWaitMax).
          journal.sql.circuit-breaker { max-failures = 2147483647, call-timeout = 5s, reset-timeout = 1s }
          snapshot-store.sql.circuit-breaker { max-failures = 2147483647, call-timeout = 5s, reset-timeout = 1s }
          # A snapshot that can't be read costs time: all events are read instead.
          snapshot-store.sql.snapshot-is-optional = true
        }
        """;

    private static void OnOpen(DbConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = SqliteStore.OnOpen;
        command.ExecuteNonQuery();
    }

    // Microsoft.Data.Sqlite blocks, also where it is called asynchronously; without this the plug-in's stream waits for
    // each write and never gets to put the appends of several actors into one transaction.
    private static async Task OnOpenAsync(DbConnection connection, CancellationToken cancellation)
    {
        await Task.Yield();
        OnOpen(connection);
    }
}
