using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class ShadowStateTests
{
    private static readonly RequestId Key = new("k");

    [Fact]
    public void A_confirmed_write_is_the_recorded_setting()
    {
        var state = Fold(Events.Dispatched("k", TestDevice.Write("level", 5)), Events.Settled("k", Verdict.Confirmed));
        Assert.Equal(PointValue.Of(5), state.Settings["level"].Value);
    }

    [Fact]
    public void A_write_that_is_not_confirmed_is_no_setting()
    {
        var state = Fold(Events.Dispatched("k", TestDevice.Write("level", 5)), Events.Settled("k", Verdict.Rejected));
        Assert.Empty(state.Settings);
    }

    [Fact]
    public void A_confirmation_that_comes_late_does_not_undo_a_later_write()
    {
        var state = Fold(
            Events.Dispatched("a", TestDevice.Write("level", 1)), Events.Settled("a", Verdict.Indeterminate),
            Events.Dispatched("b", TestDevice.Write("level", 2)), Events.Settled("b", Verdict.Confirmed),
            Events.Settled("a", Verdict.Confirmed));
        Assert.Equal(PointValue.Of(2), state.Settings["level"].Value);
    }

    [Fact]
    public void What_a_recovery_adopted_is_newer_than_a_write_that_came_before_it()
    {
        var state = Fold(
            Events.Dispatched("a", TestDevice.Write("level", 1)), Events.Settled("a", Verdict.Confirmed),
            Events.Dispatched("b", TestDevice.Write("level", 2)), Events.Settled("b", Verdict.Indeterminate),
            new ShadowEvents.SettingsTransferred(Events.Stamp(),
            [
                new TransferredSetting(
                    new PointId("level"), PointValue.Of(1), PointValue.Of(3), TransferResult.Adopted, null),
            ]),
            Events.Settled("b", Verdict.Confirmed));
        Assert.Equal(PointValue.Of(3), state.Settings["level"].Value);
    }

    [Fact]
    public void A_voided_dispatch_is_not_executed()
    {
        var state = Fold(Events.Dispatched("k", TestDevice.Write("level", 5)), Events.Voided("k"));
        Assert.Equal(Verdict.NotExecuted, state.Requests["k"].Verdict);
    }

    [Fact]
    public void A_voided_dispatch_of_what_was_sent_before_is_indeterminate()
    {
        var dispatch = Events.Dispatched("k", TestDevice.Write("level", 5));
        Assert.Equal(Verdict.Indeterminate, Fold(dispatch, dispatch, Events.Voided("k")).Requests["k"].Verdict);
    }

    [Fact]
    public void A_voided_dispatch_asked_again_is_as_new()
    {
        var dispatch = Events.Dispatched("k", TestDevice.Write("level", 5));
        var state = Fold(dispatch, Events.Voided("k"), dispatch, Events.Voided("k"));
        Assert.Equal(Verdict.NotExecuted, state.Requests["k"].Verdict);
    }

    [Fact]
    public void A_confirmed_write_is_held_no_more()
    {
        var held = new ShadowEvents.SettingsTransferred(Events.Stamp(), [new TransferredSetting(
            new PointId("level"), PointValue.Of(1), PointValue.Of(0), TransferResult.Held, "too old")]);
        var state = Fold(held);
        Assert.Equal("too old", state.Held["level"].Reason);
        state = state.Apply(Events.Dispatched("k", TestDevice.Write("level", 5)))
            .Apply(Events.Settled("k", Verdict.Confirmed));
        Assert.Empty(state.Held);
    }

    [Fact]
    public void A_plan_is_open_until_its_outcome_is_on_record()
    {
        var planned = Fold(new ShadowEvents.TransferPlanned(
            Events.Stamp(), [new PlannedSetting(new PointId("level"), PointValue.Of(1))]));
        Assert.Single(planned.Planned);
        Assert.Empty(planned.Apply(new ShadowEvents.SettingsTransferred(Events.Stamp(), [])).Planned);
    }

    [Fact]
    public void Only_a_recovery_after_a_failure_counts()
    {
        var failed = new ShadowEvents.DriverFailed(Events.Stamp(), FailureKind.Hang, "no progress", null, []);
        var done = new ShadowEvents.RecoveryCompleted(Events.Stamp(), 1);
        var state = Fold(done, failed, done, done);
        Assert.Equal((1, "Hang: no progress"), (state.Recoveries, state.LastError));
    }

    [Fact]
    public void An_end_that_somebody_chose_is_no_error()
    {
        var failed = new ShadowEvents.DriverFailed(Events.Stamp(), FailureKind.Hang, "no progress", null, []);
        var planned = failed with { Kind = FailureKind.Planned, Message = "restart ordered by ann" };
        Assert.Null(Fold(planned).LastError);
        Assert.Equal("Hang: no progress", Fold(failed, planned).LastError);
    }

    [Fact]
    public void Forgotten_keys_are_gone()
    {
        var state = Fold(
            Events.Dispatched("k", TestDevice.Write("level", 5)), Events.Settled("k", Verdict.Confirmed),
            new ShadowEvents.KeysForgotten(Events.Stamp(), [Key]));
        Assert.Empty(state.Requests);
    }

    [Fact]
    public void Only_what_the_driver_read_is_a_recorded_reading()
    {
        AnswerRecord Answer(string point, ServedBy by) => new(
            null, "ann", DateTimeOffset.UnixEpoch, new PointId(point), PointValue.Of(1), StatusCode.Good,
            DateTimeOffset.UnixEpoch, by, null, null);
        var state = Fold(new ShadowEvents.AnswersRecorded(
            Events.Stamp(), [Answer("temp", ServedBy.Driver), Answer("level", ServedBy.ShadowRespond)], 0));
        Assert.Equal(["temp"], state.Readings.Keys);
    }

    [Fact]
    public void A_key_that_comes_for_a_generated_id_is_counted_once()
    {
        var state = Fold(
            Events.Dispatched("k", TestDevice.Write("level", 1), keyed: false), Events.Voided("k"),
            Events.Dispatched("k", TestDevice.Write("level", 1), keyed: true));
        Assert.Equal(0, state.Unkeyed);
    }

    private static ShadowState Fold(params ShadowEvents.ShadowEvent[] events) =>
        events.Aggregate(ShadowState.Empty, (state, happened) => state.Apply(happened));
}
