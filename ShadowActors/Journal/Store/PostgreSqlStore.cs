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
            return new JournalStore(options, await InstallationAsync(options, connection, cancellation), folder: null);
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

    private static async Task<string> InstallationAsync(
        JournalStoreOptions options, NpgsqlConnection connection, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        await RunAsync(connection, OneAtATime, cancellation);
        await RunAsync(connection, JournalTables.PostgreSql, cancellation);
        var indexes = await RunAsync(connection, JournalTables.PostgreSqlUniqueIndexes, cancellation);
        if (Convert.ToInt64(indexes, CultureInfo.InvariantCulture) == 0) throw JournalStore.NoUniqueIndex(options);
        await using (var insert = new NpgsqlCommand(JournalTables.InsertInstallation, connection))
        {
            JournalStore.Parameter(insert, "id", Guid.NewGuid().ToString());
            await insert.ExecuteNonQueryAsync(cancellation);
        }

        var installation = (string)(await RunAsync(connection, JournalTables.SelectInstallation, cancellation))!;
        await transaction.CommitAsync(cancellation);
        return installation;
    }

    private static async Task<object?> RunAsync(NpgsqlConnection connection, string sql, CancellationToken cancellation)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellation);
    }
}
