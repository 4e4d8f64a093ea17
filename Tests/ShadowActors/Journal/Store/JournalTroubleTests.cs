using Akka.Pattern;
using Microsoft.Data.Sqlite;
using Npgsql;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.ShadowActors.Journal.Store;

public sealed class JournalTroubleTests
{
    private readonly JournalTrouble _trouble = new("/data/understudy.db");

    public static TheoryData<Exception> FullDisks =>
    [
        new SqliteException("database or disk is full", 13),
        new SqliteException("disk I/O error", 10, 4874),
        new PostgresException("could not extend file", "ERROR", "ERROR", "53100"),
        new InvalidOperationException("wrapped", new SqliteException("database or disk is full", 13)),
    ];

    [Theory]
    [MemberData(nameof(FullDisks), DisableDiscoveryEnumeration = true)]
    public void A_full_disk_is_named_with_its_place(Exception error) =>
        Assert.Equal("the journal's disk is full: /data/understudy.db", _trouble.Of(error));

    [Fact]
    public void A_lock_is_named_with_its_place() =>
        Assert.Equal(
            "another process keeps /data/understudy.db locked",
            _trouble.Of(new SqliteException("database is locked", 5)));

    [Fact]
    public void While_the_journal_is_not_tried_the_last_reason_stands()
    {
        var open = new OpenCircuitException("Circuit Breaker is open");
        Assert.Equal(open.Message, _trouble.Of(open));
        _trouble.Of(new SqliteException("database or disk is full", 13));

        Assert.Contains("disk is full", _trouble.Of(open));
    }

    [Fact]
    public void Anything_else_is_told_by_its_innermost_cause() =>
        Assert.Equal("no route", _trouble.Of(new InvalidOperationException("outer", new IOException("no route"))));
}
