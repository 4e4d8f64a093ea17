using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class AppendLineTests
{
    private static readonly ShadowEvents.ShadowEvent Happened = Events.Voided("k");
    private static readonly Continuations.Continuation After = new Continuations.Send(new RequestId("k"));

    [Fact]
    public void One_batch_is_under_way_and_one_gathers()
    {
        var line = AppendLine.Starting(1).Record(Happened).Send(TimeSpan.Zero).Record(Happened);
        Assert.Equal((1, 2), (line.UnderWay!.Number, line.Gathering.Number));
        Assert.False(line.CanSend);
        Assert.True(line.Done().CanSend);
    }

    [Fact]
    public void What_follows_waits_for_the_batch_that_its_event_is_in()
    {
        var line = AppendLine.Starting(1).Record(Happened).Send(TimeSpan.Zero).Record(Happened).Then(After);
        Assert.Empty(line.UnderWay!.After);
        Assert.Equal([After], line.Gathering.After);
    }

    [Fact]
    public void What_follows_with_nothing_gathered_waits_for_the_batch_under_way()
    {
        var line = AppendLine.Starting(1).Record(Happened).Send(TimeSpan.Zero).Then(After);
        Assert.Equal([After], line.UnderWay!.After);
    }

    [Fact]
    public void A_request_whose_quarantine_is_recorded_is_on_its_way()
    {
        var id = new RequestId("k");
        var line = AppendLine.Starting(1).Record(new ShadowEvents.RequestQuarantined(
            Events.Stamp(), id, Verdict.Indeterminate, "quarantined", "declared"));
        Assert.True(line.IsOnItsWay(id));
        Assert.False(line.Send(TimeSpan.Zero).Done().IsOnItsWay(id));
    }

    [Fact]
    public void An_empty_line_sends_nothing() => Assert.False(AppendLine.Starting(1).CanSend);

    [Fact]
    public void What_is_taken_out_follows_nothing_any_more()
    {
        var line = AppendLine.Starting(1).Record(Happened).Then(After).Send(TimeSpan.Zero).Record(Happened).Then(After);
        line = line.Without(After);
        Assert.Empty(line.UnderWay!.After);
        Assert.Empty(line.Gathering.After);
    }
}
