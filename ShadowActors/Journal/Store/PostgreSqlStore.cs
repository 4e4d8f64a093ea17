using System.Globalization;
using Npgsql;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Prepares a PostgreSQL database, also when several nodes do so at once.</summary>
internal static class PostgreSqlStore
{
    public const int VersionMin = 15;
    private const string OneAtATime = "SELECT pg_advisory_xact_lock(724000001)";

    public static async Task<JournalStore> PrepareAsync(JournalStoreOptions options, CancellationToken cancellation)
    {
        try
        {
            await using var source = NpgsqlDataSource.Create(options.ConnectionString);
            await using var connection = await source.OpenConnectionAsync(cancellation);
            if (connection.PostgreSqlVersion.Major < VersionMin)
                throw new JournalStoreException(
                    $"{options} is version {connection.PostgreSqlVersion}; {VersionMin} or newer is needed.");
            var (installation, takeover) = await InstallationAsync(options, connection, cancellation);
            return new JournalStore(options, installation, takeover, folder: null);
        }
        catch (PostgresException error)
        {
            throw new JournalStoreException($"{options} refuses: {error.MessageText}", error);
        }
        catch (Exception error) when (error is NpgsqlException or TimeoutException)
        {
            throw new JournalStoreException(
                $"{options} can't be reached: {(error.InnerException ?? error).Message}", error);
        }
    }

    private static async Task<(string Id, Takeover? Takeover)> InstallationAsync(
        JournalStoreOptions options, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await RunAsync(connection, OneAtATime, cancellation);
        await RunAsync(connection, JournalTables.PostgreSql, cancellation);
        await RunAsync(connection, JournalKinds.Index, cancellation);
        var indexes = await RunAsync(connection, JournalTables.PostgreSqlUniqueIndexes, cancellation);
        if (Convert.ToInt64(indexes, CultureInfo.InvariantCulture) == 0) throw JournalStore.NoUniqueIndex(options);
        var identity = (string)(await RunAsync(connection, JournalTables.PostgreSqlIdentity, cancellation))!;
        var place = await RunAsync(connection, JournalTables.PostgreSqlPlace, cancellation) as string;
        var recorded = await InstallationSql.RecordedAsync(connection, cancellation);
        var owner = DatabaseOwner.Decide(
            recorded, place is null || place == identity, options.Installation, Guid.NewGuid().ToString());
        var takeover = await InstallationSql.OwnAsync(connection, recorded, owner, cancellation);
        await using (var set = new NpgsqlCommand(JournalTables.PostgreSqlSetPlace, connection))
        {
            JournalStore.Parameter(set, "@identity", identity);
            await set.ExecuteNonQueryAsync(cancellation);
        }

        await transaction.CommitAsync(cancellation);
        return (owner.Installation, takeover);
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
