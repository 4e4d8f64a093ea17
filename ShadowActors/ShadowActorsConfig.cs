using Akka.Configuration;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;
using Understudy.ShadowActors.Serialization;

namespace Understudy.ShadowActors;

/// <summary>The configuration that this assembly needs in every actor system that uses it.</summary>
public static class ShadowActorsConfig
{
    /// <summary>Binds <see cref="UnderstudySerializer"/>. Base types are bound too, so that a type without a manifest
    /// is an error instead of falling to another serializer.</summary>
    public static readonly string Hocon = $$"""
        akka.actor {
          serializers.understudy = "{{NameOf(typeof(UnderstudySerializer))}}"
          serialization-bindings {
        {{string.Join('\n', Bound().Select(type => $"    \"{NameOf(type)}\" = understudy"))}}
          }
        }
        """;

    public static Config Config => ConfigurationFactory.ParseString(Hocon);

    private static IEnumerable<Type> Bound() =>
    [
        typeof(ShadowEvents.ShadowEvent),
        typeof(GatewayEvents.GatewayEvent),
        typeof(PlantEvents.PlantEvent),
        typeof(IGatewayMessage),
        typeof(ShadowReplies.IShadowReply),
        typeof(EncodedEvent),
        .. EventManifests.All.Select(row => row.Type),
    ];

    private static string NameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";
}
