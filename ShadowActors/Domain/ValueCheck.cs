using Understudy.Hardware.Modbus;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.ShadowActors.Domain;

/// <summary>Whether an operation may be asked of a device: it exists, its role allows it, its value fits.</summary>
public static class ValueCheck
{
    public const string ArgumentName = "value";

    /// <summary>Null: it may.</summary>
    public static (RefusalKind Kind, string Reason)? Problem(DeviceSpec device, Operation operation) => operation switch
    {
        WriteOperation write => OfWrite(device, write),
        InvokeOperation invoke => OfInvoke(device, invoke),
        _ => throw new ArgumentException($"No check for {operation.GetType().Name}."),
    };

    private static (RefusalKind, string)? OfWrite(DeviceSpec device, WriteOperation write)
    {
        if (device.Point(write.Point) is not { } point)
            return (RefusalKind.UnknownPoint, $"the profile '{device.Profile}' declares no such point");
        if (!point.IsWritable) return (RefusalKind.NotWritable, $"its role is {point.Role}: it can't be written");
        return ModbusValueCodec.Problem(point, write.Value) is { } problem ? (RefusalKind.InvalidValue, problem) : null;
    }

    private static (RefusalKind, string)? OfInvoke(DeviceSpec device, InvokeOperation invoke)
    {
        if (device.Command(invoke.Command) is not { } command)
            return (RefusalKind.UnknownCommand, $"the profile '{device.Profile}' declares no such command");
        var wanted = command.Value is null;
        if (invoke.Arguments.Keys.FirstOrDefault(name => !wanted || name != ArgumentName) is { } unknown)
            return (RefusalKind.InvalidValue, wanted
                ? $"'{unknown}' is no argument of it: '{ArgumentName}' is the only one"
                : $"'{unknown}' is no argument of it: it takes none");
        if (!wanted) return null;
        if (!invoke.Arguments.TryGetValue(ArgumentName, out var value))
            return (RefusalKind.InvalidValue, $"the argument '{ArgumentName}' is missing");
        return ModbusValueCodec.Problem(command, value) is { } problem
            ? (RefusalKind.InvalidValue, $"the argument '{ArgumentName}': {problem}")
            : null;
    }
}
