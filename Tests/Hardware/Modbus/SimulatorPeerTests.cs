using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class SimulatorPeerTests(SimulatorPeer peer) : MaskingPeerTests<SimulatorPeer>(peer);
