namespace Understudy.ShadowActors.Journal.Store;

/// <summary>The databases a journal can be in.</summary>
public enum JournalProvider : byte
{
    /// <summary>A file of this node; no cluster.</summary>
    Sqlite,

    /// <summary>Shared by the nodes of a cluster.</summary>
    PostgreSql,
}
