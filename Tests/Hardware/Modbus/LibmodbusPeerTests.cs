using Understudy.Tests.Peers;

namespace Understudy.Tests.Hardware.Modbus;

public sealed class LibmodbusPeerTests(LibmodbusServer server) : MaskingPeerTests<LibmodbusServer>(server);
