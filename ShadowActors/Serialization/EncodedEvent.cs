namespace Understudy.ShadowActors.Serialization;

/// <summary>An event whose bytes are made already, so that one that can't be written is known before the journal is
/// asked to write it.</summary>
internal sealed record EncodedEvent(string Manifest, byte[] Bytes);
