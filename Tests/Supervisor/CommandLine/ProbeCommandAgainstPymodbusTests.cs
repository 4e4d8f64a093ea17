using Understudy.Tests.Peers;

namespace Understudy.Tests.Supervisor.CommandLine;

public sealed class ProbeCommandAgainstPymodbusTests(PymodbusServer peer) : ProbeCommandTests<PymodbusServer>(peer);
