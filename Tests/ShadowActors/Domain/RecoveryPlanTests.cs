using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class RecoveryPlanTests
{
    [Theory]
    [InlineData(60, true)]
    [InlineData(60.1, false)]
    public void Settings_are_restored_only_while_the_contact_is_young(double seconds, bool restored) => Assert.Equal(
        restored,
        RecoveryPlan.HeldReason(TestDevice.Spec, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10 + seconds)) is null);

    [Fact]
    public void A_contact_that_cannot_be_proven_is_too_old() =>
        Assert.NotNull(RecoveryPlan.HeldReason(TestDevice.Spec, null, TimeSpan.FromSeconds(1)));

    [Fact]
    public void Where_it_is_declared_settings_are_always_restored() => Assert.Null(RecoveryPlan.HeldReason(
        TestDevice.Spec with { RestoreWithin = null }, null, TimeSpan.FromDays(1)));

    [Fact]
    public void A_circle_is_written_in_the_order_of_the_last_write()
    {
        var spec = TestDevice.Spec
            .With("level", point => point with { After = [new PointId("gain")] })
            .With("gain", point => point with { After = [new PointId("level")] });
        var state = ShadowState.Empty;
        foreach (var name in new[] { "gain", "level" })
            state = state.Apply(Events.Dispatched(name, TestDevice.Write(name, 1)))
                .Apply(Events.Settled(name, Verdict.Confirmed));
        Assert.Equal(["gain", "level"], RecoveryPlan.Settings(spec, state).Select(id => id.Value));
    }

    [Theory]
    [InlineData(0.1, 20.0, 20.04, true)]
    [InlineData(0.1, 20.0, 20.06, false)]
    [InlineData(0.5, 20.25, 20.5, true)]
    [InlineData(0.5, -20.25, -20.5, true)]
    [InlineData(1, 20.0, 21.0, false)]
    public void Scaled_values_are_the_same_when_the_device_holds_the_same_number(
        double scale, double wanted, double found, bool same)
    {
        var point = TestDevice.Spec.Points[0] with { Scale = scale };
        Assert.Equal(same, RecoveryPlan.IsSame(point, PointValue.Of(wanted), PointValue.Of(found)));
    }

    [Fact]
    public void Whatever_was_written_is_the_same_when_it_is_read_back() => Gen.Select(
        Gen.Enum<PointType>().Where(type => type.IsNumber()),
        Gen.Int[0, 3].Select(place => new[] { 1, 0.1, -0.01, 1 / 3.0 }[place]),
        Gen.Int[0, 2].Select(place => new[] { 0, -40, 273.15 }[place]),
        Gen.Double[-1e6, 1e6]).Sample((type, scale, offset, number) =>
    {
        var point = TestDevice.Spec.Points[0] with { Type = type, Scale = scale, Offset = offset, Range = null };
        var form = ValueForm.Of(point);
        var value = form.Kind == ValueKind.Real ? PointValue.Of(number) : PointValue.Of((long)number);
        if (ModbusValueCodec.Problem(form, value) is not null) return;
        var registers = new byte[2 * form.Size];
        ModbusValueCodec.Encode(form, value, registers);
        Assert.True(RecoveryPlan.IsSame(point, value, ModbusValueCodec.Decode(form, registers)));
    });

    [Fact]
    public void Reals_are_the_same_in_single_precision()
    {
        var point = TestDevice.Spec.Points[0] with { Type = PointType.Float32 };
        Assert.True(RecoveryPlan.IsSame(point, PointValue.Of(0.1), PointValue.Of((double)0.1f)));
        Assert.True(RecoveryPlan.IsSame(point, PointValue.Of(double.NaN), PointValue.Of(double.NaN)));
    }

    [Fact]
    public void Scaled_reals_are_the_same_in_the_precision_of_the_device()
    {
        var point = TestDevice.Spec.Points[0] with { Type = PointType.Float32, Scale = 0.1 };
        Span<byte> registers = stackalloc byte[4];
        for (var i = 1; i <= 1000; i++)
        {
            var wanted = PointValue.Of(i * 0.0137);
            ModbusValueCodec.Encode(ValueForm.Of(point) with { Range = null }, wanted, registers);
            var found = ModbusValueCodec.Decode(ValueForm.Of(point), registers);
            Assert.True(RecoveryPlan.IsSame(point, wanted, found), $"{wanted} is read back as {found}.");
        }
    }

    [Theory]
    [InlineData(PointType.Int16)]
    [InlineData(PointType.Uint16)]
    [InlineData(PointType.Int32)]
    [InlineData(PointType.Uint32)]
    [InlineData(PointType.Float32)]
    [InlineData(PointType.Float64)]
    public void A_setting_of_every_type_is_compared(PointType type)
    {
        var point = TestDevice.Spec.Points[0] with { Type = type, Scale = 1 };
        Assert.True(RecoveryPlan.IsSame(point, PointValue.Of(5.0), PointValue.Of(5L)));
        Assert.False(RecoveryPlan.IsSame(point, PointValue.Of(5.0), PointValue.Of(6.0)));
    }

    [Fact]
    public void What_could_not_be_read_is_not_the_same() =>
        Assert.False(RecoveryPlan.IsSame(TestDevice.Spec.Points[0], PointValue.Of(1), null));
}
