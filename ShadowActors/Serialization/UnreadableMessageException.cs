using System.Runtime.Serialization;

namespace Understudy.ShadowActors.Serialization;

/// <summary>Bytes that can't be read, or an object that can't be written; trying again changes nothing.</summary>
public sealed class UnreadableMessageException(string manifest, string reason, Exception? cause = null)
    : SerializationException($"{manifest}: {reason}", cause)
{
    public string Manifest { get; } = manifest;
}
