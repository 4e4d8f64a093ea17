using System.Data.Common;
using System.Globalization;

namespace Understudy.ShadowActors.Journal.Store;

/// <summary>What the database knows of its installations; the same statements on every database.</summary>
internal static class InstallationSql
{
    private const string Recorded = "SELECT id FROM installation";
    private const string First = "INSERT INTO installation (only_row, id) VALUES (1, @id)";
    private const string Next = "UPDATE installation SET id = @id";
    private const string Taken =
        "INSERT INTO takeover (id, installation, taken_from, time) VALUES (@key, @id, @from, @time)";

    private const string Last =
        "SELECT id, taken_from FROM takeover WHERE installation = @id ORDER BY time DESC LIMIT 1";

    /// <summary>Null: nobody's yet.</summary>
    public static async Task<string?> RecordedAsync(DbConnection connection, CancellationToken cancellation)
    {
        await using var command = Command(connection, Recorded);
        return await command.ExecuteScalarAsync(cancellation) as string;
    }

    /// <summary>Puts on record whose it is from now on; returns how it came there, null where it began it.</summary>
    public static async Task<Takeover?> OwnAsync(
        DbConnection connection, string? recorded, DatabaseOwner owner, CancellationToken cancellation)
    {
        if (recorded is null) await RunAsync(Command(connection, First, ("@id", owner.Installation)), cancellation);
        if (recorded is not null && owner.Taken)
        {
            await RunAsync(Command(connection, Next, ("@id", owner.Installation)), cancellation);
            await RunAsync(
                Command(
                    connection, Taken, ("@key", Guid.NewGuid().ToString()), ("@id", owner.Installation),
                    ("@from", recorded),
                    ("@time", DateTime.UtcNow.ToString("O", CultureInfo.InvariantCulture))),
                cancellation);
        }

        await using var last = Command(connection, Last, ("@id", owner.Installation));
        await using var reader = await last.ExecuteReaderAsync(cancellation);
        return await reader.ReadAsync(cancellation) ? new Takeover(reader.GetString(0), reader.GetString(1)) : null;
    }

    private static async Task RunAsync(DbCommand command, CancellationToken cancellation)
    {
        await using (command) await command.ExecuteNonQueryAsync(cancellation);
    }

    private static DbCommand Command(
        DbConnection connection, string sql, params (string Name, string Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in parameters) JournalStore.Parameter(command, name, value);
        return command;
    }
}
