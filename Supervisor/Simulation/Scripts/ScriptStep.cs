using System.Collections.Immutable;
using Understudy.Hardware.Model;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>One thing that happens, once or again and again.</summary>
/// <param name="At">Since the script began, for the first time.</param>
/// <param name="Every">How long after its beginning it begins again; null: as the script loops.</param>
/// <param name="Jitter">Each beginning is later by chance, by less than this.</param>
/// <param name="For">How long it lasts; null: until something else takes its place.</param>
/// <param name="Requests">How many requests meet the fault; null: all as long as it lasts.</param>
/// <param name="Fault">Null: values are set, and nothing fails.</param>
public sealed record ScriptStep(
    TimeSpan At,
    TimeSpan? Every,
    TimeSpan Jitter,
    TimeSpan? For,
    int? Requests,
    ScriptTarget Target,
    ScriptFault? Fault,
    ImmutableArray<PointSetting> Settings);
