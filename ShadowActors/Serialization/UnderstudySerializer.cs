using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Akka.Actor;
using Akka.Serialization;

namespace Understudy.ShadowActors.Serialization;

/// <summary>UTF-8 JSON under the names of <see cref="EventManifests"/>.</summary>
public sealed class UnderstudySerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    /// <summary>In every row of the journal; never changed.</summary>
    public const int FixedIdentifier = 7240;

    // Journals are read by people: characters beyond ASCII stay as they are. None of this goes into HTML unescaped.
    private static readonly JsonSerializerOptions Options = new(UnderstudyJsonContext.Default.Options)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        TypeInfoResolver = UnderstudyJsonContext.Default.WithAddedModifier(RequireWhatIsNeverNull),
    };

    public override int Identifier => FixedIdentifier;

    public override string Manifest(object o) => o is EncodedEvent encoded ? encoded.Manifest : ManifestOf(o);

    public override byte[] ToBinary(object obj) => obj is EncodedEvent encoded ? encoded.Bytes : Write(obj);

    /// <returns>Of a snapshot that can't be read an <see cref="UnreadableSnapshot"/>: whoever reads the stream then
    /// knows its number, and can go on with an older one.</returns>
    /// <exception cref="UnreadableMessageException">The manifest is unknown, or the bytes are not what it stands for.
    /// </exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return Read(bytes, manifest);
        }
        catch (UnreadableMessageException error) when (EventManifests.IsSnapshot(manifest))
        {
            return new UnreadableSnapshot(error.Message);
        }
    }

    /// <exception cref="UnreadableMessageException">The type has no manifest, or a value can't be written.</exception>
    internal static EncodedEvent Encode(object happened) => new(ManifestOf(happened), Write(happened));

    internal static object Read(ReadOnlySpan<byte> bytes, string manifest)
    {
        var type = EventManifests.TypeOf(manifest)
            ?? throw new UnreadableMessageException(manifest, "this version knows no such manifest");
        try
        {
            return JsonSerializer.Deserialize(bytes, Options.GetTypeInfo(type))
                ?? throw new UnreadableMessageException(manifest, "the JSON is null");
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException
            or FormatException or InvalidOperationException)
        {
            throw new UnreadableMessageException(manifest, error.Message, error);
        }
    }

    // A record that lacks something is refused here, not met later as a null. So what is added to a type that is in
    // journals must be nullable; a snapshot without it is not read, and all events are read instead.
    private static void RequireWhatIsNeverNull(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object) return;
        foreach (var property in type.Properties)
        {
            var isWritten = property.Set is not null || property.AssociatedParameter is not null;
            var mayBeNull = property.IsGetNullable || Nullable.GetUnderlyingType(property.PropertyType) is not null;
            if (isWritten && !mayBeNull) property.IsRequired = true;
        }
    }

    private static byte[] Write(object obj)
    {
        try
        {
            return JsonSerializer.SerializeToUtf8Bytes(obj, Options.GetTypeInfo(obj.GetType()));
        }
        catch (Exception error) when (error is JsonException or NotSupportedException or ArgumentException
            or InvalidOperationException)
        {
            throw new UnreadableMessageException(obj.GetType().Name, error.Message, error);
        }
    }

    private static string ManifestOf(object o) => EventManifests.ManifestOf(o.GetType())
        ?? throw new UnreadableMessageException(o.GetType().Name, "this type has no manifest and can't be written");
}
