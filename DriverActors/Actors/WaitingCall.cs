using Understudy.DriverActors.Protocol;

namespace Understudy.DriverActors.Actors;

internal readonly record struct WaitingCall(DriverCommands.IDriverCall Call, long Deadline);
