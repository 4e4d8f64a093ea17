namespace Understudy.ShadowActors.Journal.Store;

/// <summary>
/// The tables, as Akka.Persistence.Sql expects them (mapping <c>default</c>, no tags, no writer id). Our fence rests on
/// the uniqueness in <c>journal</c>. <c>created</c> counts 100 ns since the year 1. To read events by hand:
/// <code>
/// sqlite3: select sequence_number, manifest, cast(message as text) from journal where persistence_id = 'shadow-g/d';
/// psql:    select sequence_number, manifest, convert_from(message, 'UTF8') from journal where ...;
/// </code>
/// </summary>
internal static class JournalTables
{
    public const string Sqlite = """
        CREATE TABLE IF NOT EXISTS journal (
            ordering INTEGER PRIMARY KEY AUTOINCREMENT,
            deleted INTEGER NOT NULL,
            persistence_id TEXT NOT NULL,
            sequence_number INTEGER NOT NULL,
            created INTEGER NOT NULL,
            message BLOB NOT NULL,
            identifier INTEGER NOT NULL,
            manifest TEXT NOT NULL,
            UNIQUE (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id TEXT NOT NULL,
            sequence_number INTEGER NOT NULL,
            created INTEGER NOT NULL,
            snapshot BLOB NOT NULL,
            manifest TEXT NOT NULL,
            serializer_id INTEGER NOT NULL,
            PRIMARY KEY (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS installation (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            id TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS retention (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            time TEXT NOT NULL,
            node TEXT NOT NULL,
            archive TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            events INTEGER NOT NULL,
            bytes INTEGER NOT NULL);
        CREATE TABLE IF NOT EXISTS takeover (
            id TEXT PRIMARY KEY,
            installation TEXT NOT NULL,
            taken_from TEXT NOT NULL,
            time TEXT NOT NULL);
        """;

    public const string PostgreSql = """
        CREATE TABLE IF NOT EXISTS journal (
            ordering BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            deleted BOOLEAN NOT NULL,
            persistence_id VARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            created BIGINT NOT NULL,
            message BYTEA NOT NULL,
            identifier INTEGER NOT NULL,
            manifest VARCHAR(500) NOT NULL,
            UNIQUE (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS snapshot (
            persistence_id VARCHAR(255) NOT NULL,
            sequence_number BIGINT NOT NULL,
            created BIGINT NOT NULL,
            snapshot BYTEA NOT NULL,
            manifest VARCHAR(500) NOT NULL,
            serializer_id INTEGER NOT NULL,
            PRIMARY KEY (persistence_id, sequence_number));
        CREATE TABLE IF NOT EXISTS installation (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            id TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS retention (
            id BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
            time TEXT NOT NULL,
            node TEXT NOT NULL,
            archive TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            events BIGINT NOT NULL,
            bytes BIGINT NOT NULL);
        CREATE TABLE IF NOT EXISTS takeover (
            id TEXT PRIMARY KEY,
            installation TEXT NOT NULL,
            taken_from TEXT NOT NULL,
            time TEXT NOT NULL);
        CREATE TABLE IF NOT EXISTS place (
            only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
            identity TEXT NOT NULL);
        """;

    /// <summary>Counts unique indexes over exactly persistence id and sequence number, in either order.</summary>
    public const string SqliteUniqueIndexes = """
        SELECT count(*) FROM pragma_index_list('journal') AS list
        WHERE list."unique" = 1 AND list.partial = 0
          AND (SELECT group_concat(name) FROM (SELECT name FROM pragma_index_info(list.name) ORDER BY name))
              = 'persistence_id,sequence_number'
        """;

    public const string PostgreSqlUniqueIndexes = """
        SELECT count(*) FROM pg_index i
        WHERE i.indrelid = 'journal'::regclass AND i.indisunique AND i.indisvalid AND i.indimmediate
          AND i.indpred IS NULL AND i.indexprs IS NULL AND i.indnatts = 2
          AND (SELECT string_agg(a.attname, ',' ORDER BY a.attname) FROM pg_attribute a
               WHERE a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)) = 'persistence_id,sequence_number'
        """;

    /// <summary>Another one in a dump that was restored, and in a copy by <c>CREATE DATABASE</c>.</summary>
    public const string PostgreSqlIdentity = """
        SELECT system_identifier || '/' || (SELECT oid FROM pg_database WHERE datname = current_database())
        FROM pg_control_system()
        """;

    public const string PostgreSqlPlace = "SELECT identity FROM place";

    public const string PostgreSqlSetPlace = """
        INSERT INTO place (only_row, identity) VALUES (1, @identity)
        ON CONFLICT (only_row) DO UPDATE SET identity = excluded.identity
        """;
}
