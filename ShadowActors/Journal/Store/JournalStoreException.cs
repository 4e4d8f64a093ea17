namespace Understudy.ShadowActors.Journal.Store;

/// <summary>The journal's database can't be used; the message says why, for an operator.</summary>
public sealed class JournalStoreException(string message, Exception? cause = null) : Exception(message, cause);
