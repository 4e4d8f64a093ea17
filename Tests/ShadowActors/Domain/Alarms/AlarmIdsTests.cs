using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.Alarms;

namespace Understudy.Tests.ShadowActors.Domain.Alarms;

public sealed class AlarmIdsTests
{
    [Theory]
    [InlineData("hall1:link-lost", null, "link-lost")]
    [InlineData("hall1:oven:faulted", "hall1/oven", "faulted")]
    [InlineData("hall1:oven:temp.1:high-high", "hall1/oven", "temp.1:high-high")]
    public void An_id_is_read_as_it_was_made(string id, string? device, string alarm)
    {
        Assert.True(AlarmIds.TryParse(id, out var gateway, out var found, out var name));
        Assert.Equal("hall1", gateway.Value);
        Assert.Equal(device, found?.ToString());
        Assert.Equal(alarm, name);
        Assert.Equal(id, AlarmIds.Of(gateway, found, name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("hall1")]
    [InlineData("hall1:")]
    [InlineData("hall1:a:b:c:d")]
    [InlineData("hall1/oven:faulted")]
    [InlineData("hall1:../x")]
    public void What_can_be_no_id_is_none(string id) => Assert.False(AlarmIds.TryParse(id, out _, out _, out _));

    [Fact]
    public void The_point_of_an_alarm_is_in_its_name()
    {
        Assert.Equal(new PointId("temp"), AlarmIds.PointOf("temp:high"));
        Assert.Null(AlarmIds.PointOf("faulted"));
    }
}
