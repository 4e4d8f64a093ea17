using Understudy.ShadowActors.Domain;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Plant;

public sealed class PlantLimitsTests
{
    [Fact]
    public void With_the_longest_pace_a_read_and_the_write_after_it_are_sent_in_the_time_of_a_permit() =>
        Assert.True((PlantLimits.PaceMax * 2) + ShadowLimits.SendWindowMargin < ShadowLimits.SendWindow);
}
