using System.Text;
using Akka.Actor;
using Akka.Serialization;
using Understudy.ShadowActors;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;

namespace Understudy.Tests.ShadowActors.Serialization;

public sealed class ProtocolRoundTripTests : IAsyncLifetime
{
    private const int InstancesPerType = 200;

    private readonly ActorSystem _system = ActorSystem.Create(
        "serialization", $"akka.loglevel = OFF\n{ShadowActorsConfig.Hocon}");

    public static TheoryData<string> Manifests => [.. EventManifests.All.Select(row => row.Manifest)];

    [Theory]
    [MemberData(nameof(Manifests))]
    public void What_is_written_is_read_back(string manifest)
    {
        var type = EventManifests.TypeOf(manifest)!;
        for (var seed = 0; seed < InstancesPerType; seed++)
        {
            var made = new Generator(seed).Make(type)!;
            var serializer = Assert.IsType<UnderstudySerializer>(_system.Serialization.FindSerializerFor(made));
            var bytes = serializer.ToBinary(made);

            var read = _system.Serialization.Deserialize(bytes, serializer.Identifier, serializer.Manifest(made));

            Structure.AssertSame(made, read, $"seed {seed}: {type.Name}");
            Assert.Equal(Encoding.UTF8.GetString(bytes), Encoding.UTF8.GetString(serializer.ToBinary(read)));
        }
    }

    [Fact]
    public void Each_type_of_the_protocol_has_a_manifest()
    {
        Type[] protocol =
        [
            typeof(ShadowEvents), typeof(GatewayEvents), typeof(PlantEvents), typeof(ShadowCommands),
            typeof(ShadowQueries), typeof(ShadowReplies), typeof(ShadowSubscriptions), typeof(GatewayCommands),
            typeof(WireTraceMessages),
        ];

        var records = protocol.SelectMany(type => type.GetNestedTypes()).Where(type => type is { IsAbstract: false });

        Assert.All(records, type => Assert.NotNull(EventManifests.ManifestOf(type)));
    }

    [Fact]
    public void Manifests_are_unique_and_have_a_version() => Assert.All(
        EventManifests.All.GroupBy(row => row.Manifest),
        group =>
        {
            Assert.Single(group);
            Assert.Matches(@"^[a-z.-]+\.v\d+$", group.Key);
        });

    [Fact]
    public void An_unknown_manifest_is_named()
    {
        var error = Assert.Throws<UnreadableMessageException>(
            () => Serializer().FromBinary("{}"u8.ToArray(), "request-forgotten.v9"));

        Assert.Contains("request-forgotten.v9", error.Message);
    }

    [Fact]
    public void Broken_json_is_named_with_its_manifest()
    {
        var error = Assert.Throws<UnreadableMessageException>(
            () => Serializer().FromBinary("{\"stamp\":"u8.ToArray(), "claimed.v1"));

        Assert.Contains("claimed.v1", error.Message);
    }

    [Theory]
    [InlineData("claimed.v1", "stamp")]
    [InlineData("plant-applied.v1", "source")]
    public void A_record_that_lacks_something_is_not_read(string manifest, string missing)
    {
        var error = Assert.Throws<UnreadableMessageException>(
            () => Serializer().FromBinary("{}"u8.ToArray(), manifest));

        Assert.Contains(missing, error.Message);
    }

    [Theory]
    [InlineData("shadow-state.v1", "settings")]
    [InlineData("gateway-state.v1", "contactAgeMs")]
    [InlineData("gateway-state.v99", "no such manifest")]
    public void A_snapshot_that_can_not_be_read_is_told_as_such(string manifest, string why)
    {
        var snapshot = Serializer().FromBinary("{}"u8.ToArray(), manifest);

        Assert.Contains(why, Assert.IsType<UnreadableSnapshot>(snapshot).Reason);
    }

    [Fact]
    public void An_event_without_a_manifest_is_not_written()
    {
        var stranger = new Stranger((EventStamp)new Generator(1).Make(typeof(EventStamp))!);

        var error = Assert.Throws<UnreadableMessageException>(
            () => _system.Serialization.FindSerializerFor(stranger).ToBinary(stranger));

        Assert.Contains(nameof(Stranger), error.Message);
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync() => await _system.Terminate();

    private UnderstudySerializer Serializer() => new((ExtendedActorSystem)_system);

    private sealed record Stranger(EventStamp Stamp) : ShadowEvents.ShadowEvent(Stamp);
}
