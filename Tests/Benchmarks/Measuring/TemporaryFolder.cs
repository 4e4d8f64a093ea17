namespace Understudy.Tests.Benchmarks.Measuring;

/// <summary>Where the journals of a run are; gone afterwards.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("understudy-benchmarks-").FullName;
    private int _used;

    /// <summary>A part that nothing else is in.</summary>
    public string Next() => Path.Combine(_path, $"{++_used}");

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
