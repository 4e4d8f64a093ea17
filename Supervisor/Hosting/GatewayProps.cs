using Akka.Actor;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Actors;

namespace Understudy.Supervisor.Hosting;

/// <summary>Makes the props of a gateway.</summary>
public delegate Props GatewayProps(GatewayId gateway, GatewayEnvironment environment);
