using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.ShadowActors.Journal.Retention;

/// <summary>
/// An archive while it is written: one JSON object a line, packed by gzip. It has its name only when all of it is on
/// the disk and was read back; until then it ends with <c>.part</c> and is taken away again.
/// </summary>
internal sealed class ArchiveFile : IDisposable
{
    private const string PartEnding = ".part";
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly string _part;
    private readonly GZipStream _packed;
    private readonly Action<string>? _sync;
    private bool _isClosed;

    private ArchiveFile(string path, Action<string>? sync)
    {
        Path = path;
        _sync = sync;
        _part = path + PartEnding;
        _packed = new GZipStream(new FileStream(_part, FileMode.Create), CompressionLevel.Optimal);
    }

    public string Path { get; }

    public long Events { get; private set; }

    /// <summary>Before packing.</summary>
    public long Bytes { get; private set; }

    /// <param name="sync">Makes the names in a folder durable; null: as the system does.</param>
    public static ArchiveFile Create(string folder, DateTimeOffset now, Action<string>? sync = null)
    {
        DurableFile.MakeFolder(folder, sync);
        var day = now.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        for (var number = 1; ; number++)
        {
            var path = System.IO.Path.Combine(
                folder, string.Create(CultureInfo.InvariantCulture, $"journal-{day}-{number:000}.jsonl.gz"));
            if (!File.Exists(path)) return new ArchiveFile(path, sync);
        }
    }

    public void Add(string stream, JournalRow row)
    {
        var line = Line(stream, row);
        Write(line);
        Write(LineEnd);
        Events++;
        Bytes += line.Length + 1;
    }

    /// <summary>Gives it its name; returns the SHA-256 of what is packed in it.</summary>
    /// <exception cref="IOException">It can't be written, or what is read back is something else.</exception>
    public string Close()
    {
        _packed.Dispose();
        var written = _hash.GetCurrentHash();
        var (events, read) = ReadBack();
        if (events != Events || !read.AsSpan().SequenceEqual(written))
            throw new IOException($"{_part} is not what was written to it: {events} of {Events} events are right.");
        DurableFile.Name(_part, Path, sync: _sync);
        _isClosed = true;
        return Convert.ToHexStringLower(written);
    }

    public void Dispose()
    {
        _hash.Dispose();
        if (_isClosed) return;
        try
        {
            _packed.Dispose();
        }
        catch (IOException)
        {
            // What could not be written is taken away.
        }

        File.Delete(_part);
    }

    /// <summary>An event that is no JSON, or no single line, is kept as its bytes.</summary>
    private static byte[] Line(string stream, JournalRow row)
    {
        using var line = new MemoryStream();
        using (var json = new Utf8JsonWriter(line))
        {
            json.WriteStartObject();
            json.WriteString("stream", stream);
            json.WriteNumber("number", row.Sequence);
            json.WriteNumber("ordering", row.Ordering);
            json.WriteString("time", row.Time);
            json.WriteString("manifest", row.Manifest);
            json.WriteNumber("serializer", row.Serializer);
            if (IsOneLineOfJson(row.Message))
            {
                json.WritePropertyName("event");
                json.WriteRawValue(row.Message, skipInputValidation: true);
            }
            else
            {
                json.WriteBase64String("bytes", row.Message);
            }

            json.WriteEndObject();
        }

        return line.ToArray();
    }

    private static bool IsOneLineOfJson(byte[] message)
    {
        if (message.AsSpan().IndexOfAny((byte)'\n', (byte)'\r') >= 0) return false;
        try
        {
            JsonDocument.Parse(message).Dispose();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Write(byte[] bytes)
    {
        _hash.AppendData(bytes);
        _packed.Write(bytes);
    }

    private (long Events, byte[] Hash) ReadBack()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var packed = new GZipStream(new FileStream(_part, FileMode.Open), CompressionMode.Decompress);
        var buffer = new byte[64 * 1024];
        long events = 0;
        while (packed.Read(buffer) is > 0 and var count)
        {
            hash.AppendData(buffer, 0, count);
            events += buffer.AsSpan(0, count).Count((byte)'\n');
        }

        return (events, hash.GetHashAndReset());
    }
}
