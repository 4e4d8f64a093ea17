using Understudy.Hardware.Model;

namespace Understudy.Supervisor.CommandLine.Api;

/// <summary>A held difference, as the API gives it.</summary>
public sealed record ApiHeld(
    string Point, PointValue? Recorded, PointValue? Actual, string Reason, DateTimeOffset? Since);
