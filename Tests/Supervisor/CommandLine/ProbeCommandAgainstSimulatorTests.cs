using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class ProbeCommandAgainstSimulatorTests(SimulatorPeer peer) : ProbeCommandTests<SimulatorPeer>(peer);
