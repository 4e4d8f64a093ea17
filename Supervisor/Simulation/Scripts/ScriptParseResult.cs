using System.Collections.Immutable;

namespace Understudy.Supervisor.Simulation.Scripts;

/// <summary>What reading a script came to.</summary>
/// <param name="Script">Null exactly if there are problems.</param>
/// <param name="Problems">A line each, with file, line, column and key, in the order of the file.</param>
public sealed record ScriptParseResult(SimulationScript? Script, ImmutableArray<string> Problems);
