using Npgsql;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.ShadowActors.Journal;

public sealed class JournalStoreOptionsTests
{
    [Theory]
    [InlineData("Host=db;Port=5433;Database=plant;Username=u;Password=p w")]
    [InlineData("postgres://u:p%20w@db:5433/plant")]
    [InlineData("postgresql://u:p%20w@db:5433/plant")]
    public void A_connection_string_and_an_address_mean_the_same(string database)
    {
        var options = JournalStoreOptions.From(database, "unused");

        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Assert.Equal(JournalProvider.PostgreSql, options.Provider);
        Assert.Equal(("db", 5433, "plant"), (text.Host, text.Port, text.Database));
        Assert.Equal(("u", "p w"), (text.Username, text.Password));
        Assert.Equal((3, 10), (text.Timeout, text.CommandTimeout));
        Assert.Equal("PostgreSQL db:5433/plant", options.ToString());
    }

    [Fact]
    public void Given_time_limits_stay()
    {
        var options = JournalStoreOptions.From("Host=db;Timeout=30", "unused");

        Assert.Equal(30, new NpgsqlConnectionStringBuilder(options.ConnectionString).Timeout);
    }

    [Theory]
    [InlineData("verify-full", SslMode.VerifyFull)]
    [InlineData("require", SslMode.Require)]
    [InlineData("disable", SslMode.Disable)]
    public void An_address_says_how_the_connection_is_encrypted(string asked, SslMode expected)
    {
        var options = JournalStoreOptions.From(
            $"postgres://u@db/plant?sslmode={asked}&sslrootcert=%2Fetc%2Fca.pem&connect_timeout=7", "unused");

        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString);
        Assert.Equal((expected, "/etc/ca.pem", 7), (text.SslMode, text.RootCertificate, text.Timeout));
    }

    [Theory]
    [InlineData("sslMode=require", "'sslMode'")]
    [InlineData("target_session_attrs=any", "'target_session_attrs'")]
    [InlineData("sslmode=always", "sslmode is not one of disable,")]
    [InlineData("connect_timeout=0", "connect_timeout is not a number")]
    public void What_an_address_asks_for_and_is_not_known_is_refused_by_name(string asked, string told)
    {
        var error = Assert.Throws<JournalStoreException>(
            () => JournalStoreOptions.From($"postgres://u@db/plant?{asked}", "unused"));

        Assert.Contains(told, error.Message);
    }

    [Fact]
    public void A_question_mark_in_a_password_does_not_give_it_away()
    {
        var error = Assert.Throws<JournalStoreException>(
            () => JournalStoreOptions.From("postgres://u:1?secret@db/plant", "unused"));

        Assert.DoesNotContain("secret", error.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Without_a_database_it_is_a_file_in_the_data_folder(string? database)
    {
        var options = JournalStoreOptions.From(database, "data");

        Assert.Equal(JournalProvider.Sqlite, options.Provider);
        Assert.Equal(Path.GetFullPath("data"), options.Folder);
        Assert.Equal(Path.Combine(options.Folder!, "understudy.db"), options.ToString());
    }

    [Theory]
    [InlineData("mysql://db/plant")]
    [InlineData("plant.db")]
    [InlineData("Host=db;Nonsense=1")]
    public void Anything_else_is_refused_without_repeating_it(string database)
    {
        var error = Assert.Throws<JournalStoreException>(() => JournalStoreOptions.From(database, "x"));

        Assert.DoesNotContain(database, error.Message);
    }
}
