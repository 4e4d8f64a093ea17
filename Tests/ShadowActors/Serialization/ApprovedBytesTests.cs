using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Akka.Actor;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;

namespace Understudy.Tests.ShadowActors.Serialization;

/// <summary>
/// The bytes of every event as they were first written. A file here is never changed: a journal may hold such bytes.
/// A type that must change gets a new manifest; one that gains a field keeps its bytes from before under "earlier".
/// UNDERSTUDY_APPROVE=1 writes the files that are missing.
/// </summary>
public sealed class ApprovedBytesTests : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Here(), "approved");
    private readonly ExtendedActorSystem _system =
        (ExtendedActorSystem)ActorSystem.Create("approved", "akka.loglevel = OFF");

    public static TheoryData<string> Earlier =>
        [.. Directory.GetFiles(Path.Combine(Folder, "earlier")).Select(file => Path.GetFileName(file))];

    public static TheoryData<string> Manifests =>
        [.. EventManifests.Events.Concat(EventManifests.Snapshots).Select(row => row.Manifest)];

    private UnderstudySerializer Serializer => new(_system);

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_is_written_today_is_what_was_approved(string manifest)
    {
        var example = Assert.Single(Examples.All, example => Serializer.Manifest(example) == manifest);
        var written = Serializer.ToBinary(example);
        var file = Path.Combine(Folder, $"{manifest}.json");
        if (!File.Exists(file) && Environment.GetEnvironmentVariable("UNDERSTUDY_APPROVE") == "1")
            File.WriteAllBytes(file, written);

        Assert.True(File.Exists(file), $"{manifest} has no approved bytes.");
        Assert.Equal(File.ReadAllText(file), System.Text.Encoding.UTF8.GetString(written));
    }

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_was_approved_can_be_read(string manifest)
    {
        var example = Assert.Single(Examples.All, example => Serializer.Manifest(example) == manifest);

        var read = Serializer.FromBinary(File.ReadAllBytes(Path.Combine(Folder, $"{manifest}.json")), manifest);

        Structure.AssertSame(example, read);
    }

    [Theory]
    [MemberData(nameof(Earlier))]
    public void What_was_written_before_a_field_was_added_can_be_read(string file)
    {
        var manifest = file[..file.IndexOf('.', file.IndexOf('.', StringComparison.Ordinal) + 1)];

        var read = Serializer.FromBinary(File.ReadAllBytes(Path.Combine(Folder, "earlier", file)), manifest);

        Assert.IsType(EventManifests.TypeOf(manifest)!, read);
        var stated = read as ShadowState;
        Assert.Equal(stated?.Requests.Count ?? 0, stated?.Requests.Values.Count(record => !record.MayBeDone) ?? 0);
        Assert.Empty(stated?.Overlays ?? ImmutableSortedDictionary<string, AppliedOverlay>.Empty);
    }

    [Fact]
    public void Each_approved_file_has_a_manifest() => Assert.All(
        Directory.GetFiles(Folder).Select(Path.GetFileNameWithoutExtension),
        manifest => Assert.NotNull(EventManifests.TypeOf(manifest!)));

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _system.Terminate();

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
