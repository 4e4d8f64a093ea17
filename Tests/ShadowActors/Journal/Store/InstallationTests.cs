using Npgsql;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Tests.Peers;

namespace Understudy.Tests.ShadowActors.Journal.Store;

/// <summary>Whose database it is, and how a copy is told from it.</summary>
public sealed class InstallationTests(PostgresServer server) : IClassFixture<PostgresServer>, IAsyncDisposable
{
    private readonly SqliteDatabase _sqlite = new();

    [Fact]
    public async Task A_database_stays_with_the_installation_that_made_it()
    {
        var options = await _sqlite.CreateAsync();
        var first = await PreparedAsync(options);
        var second = await PreparedAsync(options);

        Assert.Equal((first.Installation, null, null), (second.Installation, first.Takeover, second.Takeover));
    }

    [Fact]
    public async Task A_copied_file_is_another_installations_from_then_on()
    {
        var options = await _sqlite.CreateAsync();
        var original = await PreparedAsync(options);
        var copy = await _sqlite.CreateAsync();
        SqliteBackup.Restore(SavedOf(options), copy.Folder!);

        var taken = await PreparedAsync(copy);
        var again = await PreparedAsync(copy);

        Assert.Equal(original.Installation, taken.Takeover?.From);
        Assert.NotEqual(original.Installation, taken.Installation);
        Assert.Equal((taken.Installation, taken.Takeover), (again.Installation, again.Takeover));
        Assert.Null((await PreparedAsync(options)).Takeover);
    }

    [Fact]
    public async Task A_copy_of_a_copy_is_taken_again()
    {
        var options = await _sqlite.CreateAsync();
        await PreparedAsync(options);
        var copy = await _sqlite.CreateAsync();
        SqliteBackup.Restore(SavedOf(options), copy.Folder!);
        var taken = await PreparedAsync(copy);
        File.Delete(Path.Combine(copy.Folder!, "understudy.installation"));

        var twice = await PreparedAsync(copy);

        Assert.Equal(taken.Installation, twice.Takeover?.From);
        Assert.NotEqual(taken.Takeover?.Key, twice.Takeover?.Key);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_copied_server_database_is_another_installations()
    {
        var text = await server.CreateDatabaseAsync();
        var original = await PreparedAsync(JournalStoreOptions.From(text, "unused"));
        var copy = await CopiedAsync(text);

        var taken = await PreparedAsync(JournalStoreOptions.From(copy, "unused"));

        Assert.Equal(original.Installation, taken.Takeover?.From);
        Assert.Null((await PreparedAsync(JournalStoreOptions.From(text, "unused"))).Takeover);
        Assert.Equal(
            taken.Takeover, (await PreparedAsync(JournalStoreOptions.From(copy, "unused"))).Takeover);
    }

    [Fact(Timeout = 60_000)]
    public async Task An_installation_that_is_told_its_name_takes_over_what_has_another()
    {
        var options = JournalStoreOptions.From(await server.CreateDatabaseAsync(), "unused");
        var named = await PreparedAsync(options with { Installation = "hall1" });
        Assert.Equal(("hall1", null), (named.Installation, named.Takeover));
        Assert.Null((await PreparedAsync(options)).Takeover);

        var other = await PreparedAsync(options with { Installation = "test-bench" });

        Assert.StartsWith("test-bench#", other.Installation);
        Assert.Equal("hall1", other.Takeover?.From);
    }

    [Fact(Timeout = 60_000)]
    public async Task A_copied_server_database_is_another_installations_also_under_the_same_name()
    {
        var text = await server.CreateDatabaseAsync();
        var original = JournalStoreOptions.From(text, "unused") with { Installation = "hall1" };
        await PreparedAsync(original);
        var copy = original with { ConnectionString = await CopiedAsync(text) };

        var taken = await PreparedAsync(copy);

        Assert.Equal("hall1", taken.Takeover?.From);
        Assert.StartsWith("hall1#", taken.Installation);
        var again = await PreparedAsync(copy);
        Assert.Equal((taken.Installation, taken.Takeover), (again.Installation, again.Takeover));
        Assert.Equal("hall1", (await PreparedAsync(original)).Installation);
    }

    public ValueTask DisposeAsync() => _sqlite.DisposeAsync();

    private static async Task<string> CopiedAsync(string text)
    {
        var name = new NpgsqlConnectionStringBuilder(text).Database;
        NpgsqlConnection.ClearAllPools();
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(text) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE {name}_copy TEMPLATE {name}", connection);
        await command.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(text) { Database = $"{name}_copy" }.ConnectionString;
    }

    private static string SavedOf(JournalStoreOptions options)
    {
        var saved = Path.Combine(options.Folder!, "saved");
        SqliteBackup.Save(options.Folder!, saved);
        return saved;
    }

    private static async Task<JournalStore> PreparedAsync(JournalStoreOptions options)
    {
        using var store = await JournalStore.PrepareAsync(options);
        return store;
    }
}
