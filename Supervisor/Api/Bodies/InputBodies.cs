using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.Api.Bodies;

/// <summary>A value to write.</summary>
public sealed record WriteBody(PointValue? Value);

/// <summary>The arguments of a command; none where it takes none.</summary>
public sealed record InvokeBody(ImmutableDictionary<string, PointValue>? Args);

/// <summary>Why a driver is to be restarted.</summary>
public sealed record RestartBody(string? Reason);

/// <summary>How a driver is to be made to fail.</summary>
public sealed record FaultBody(DrillFault? Kind);

/// <summary>It was done.</summary>
public sealed record DoneBody(DeviceId Device, RequestId RequestId, string Text);

/// <summary>How a node is.</summary>
/// <param name="Reasons">Why it is not ready, or what to look at; empty where all is well.</param>
public sealed record HealthBody(string Status, ImmutableArray<string> Reasons);
