using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Serialization;

/// <summary>Makes instances of protocol types from their constructors and init properties; the same ones for the same
/// seed.</summary>
internal sealed class Generator(int seed)
{
    private const long TicksMax = 3_000_000_000_000_000_000;

    private static readonly double[] Reals =
    [
        0, -0.0, 1, 21.5, 1e300, -1e-300, double.Epsilon, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    private static readonly string[] Texts = ["", "a", "schnell", "Ä \"quoted\" \\ \n\t<&> 😀", "null", "{\"real\":1}"];
    private static readonly string[] Names = ["a", "oven-1", "Zone_2.b", new('x', Name.LengthMax)];

    private readonly Random _random = new(seed);

    public object? Make(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner) return _random.Next(3) == 0 ? null : Make(inner);
        if (type.IsEnum) return Pick(Enum.GetValues(type).Cast<object>().ToArray());
        if (type == typeof(string)) return Pick(Texts);
        if (type == typeof(bool)) return _random.Next(2) == 0;
        if (type == typeof(byte)) return (byte)_random.Next(256);
        if (type == typeof(ushort)) return (ushort)_random.Next(65536);
        if (type == typeof(int)) return _random.Next(int.MinValue, int.MaxValue);
        if (type == typeof(long)) return _random.NextInt64(long.MinValue, long.MaxValue);
        if (type == typeof(double)) return Pick(Reals);
        if (type == typeof(TimeSpan)) return new TimeSpan(_random.NextInt64(0, TimeSpan.TicksPerDay * 40));
        if (type == typeof(DateTimeOffset)) return new DateTimeOffset(_random.NextInt64(0, TicksMax), default);
        if (type == typeof(PointValue)) return Value();
        if (type == typeof(Incarnation)) return new Incarnation(_random.NextInt64(0, long.MaxValue));
        if (type == typeof(StatusCode)) return Status();
        if (type == typeof(DeviceId)) return new DeviceId(new GatewayId(Pick(Names)), Pick(Names));
        if (type == typeof(GatewayId)) return new GatewayId(Pick(Names));
        if (type == typeof(PointId)) return new PointId(Pick(Names));
        if (type == typeof(CommandId)) return new CommandId(Pick(Names));
        if (type == typeof(RequestId)) return new RequestId($"key-{_random.Next()}");
        if (type == typeof(ClaimId)) return new ClaimId($"claim {_random.Next()}");
        if (type == typeof(ModbusAddress)) return Address();
        if (type == typeof(Operation))
            return Make(_random.Next(2) == 0 ? typeof(WriteOperation) : typeof(InvokeOperation));
        return type.IsGenericType ? Collection(type) : Record(type);
    }

    private object Value() => _random.Next(5) == 0
        ? PointValue.Of(new StructureValue([.. Names.Take(2).Select(name => KeyValuePair.Create(name, Single()))]))
        : Single();

    private PointValue Single() => _random.Next(4) switch
    {
        0 => PointValue.Of(_random.Next(2) == 0),
        1 => PointValue.Of(_random.NextInt64()),
        2 => PointValue.Of(Pick(Reals)),
        _ => PointValue.Of(Pick(Texts)),
    };

    private object Status() => Pick(typeof(StatusCode)
        .GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => field.GetValue(null)!).ToArray());

    private ModbusAddress Address()
    {
        var table = (ModbusTable)_random.Next(4);
        var hasBit = table is ModbusTable.Input or ModbusTable.Holding && _random.Next(2) == 0;
        return new ModbusAddress(table, (ushort)_random.Next(65536), hasBit ? AnyBits() : null);
    }

    private BitSpan AnyBits()
    {
        var first = _random.Next(16);
        return new BitSpan((byte)first, (byte)_random.Next(first, 16));
    }

    private object Collection(Type type)
    {
        var arguments = type.GetGenericArguments();
        if (type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
        {
            var list = Array.CreateInstance(arguments[0], _random.Next(4));
            for (var i = 0; i < list.Length; i++) list.SetValue(Make(arguments[0]), i);
            return typeof(ImmutableArray).GetMethods()
                .Single(method =>
                    method.Name == "Create" && method.GetParameters() is [{ ParameterType.IsArray: true }])
                .MakeGenericMethod(arguments[0]).Invoke(null, [list])!;
        }

        var map = type.GetField("Empty")!.GetValue(null)!;
        var add = type.GetMethod("SetItem")!;
        foreach (var name in Names.Take(_random.Next(4))) map = add.Invoke(map, [name, Make(arguments[1])])!;
        return map;
    }

    private object Record(Type type)
    {
        var nulls = new NullabilityInfoContext();
        var constructor = type.GetConstructors().MaxBy(candidate => candidate.GetParameters().Length)!;
        var made = constructor.Invoke(constructor.GetParameters()
            .Select(parameter => MayBeNull(nulls.Create(parameter)) ? null : Make(parameter.ParameterType)).ToArray());
        if (constructor.GetParameters().Length > 0) return made;
        foreach (var property in type.GetProperties().Where(property => property.CanWrite))
            property.SetValue(made, MayBeNull(nulls.Create(property)) ? null : Make(property.PropertyType));
        return made;
    }

    private bool MayBeNull(NullabilityInfo info) =>
        info.WriteState == NullabilityState.Nullable && !info.Type.IsValueType && _random.Next(3) == 0;

    private T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];
}
