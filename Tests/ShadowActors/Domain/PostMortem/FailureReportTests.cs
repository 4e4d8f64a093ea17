using System.Collections.Immutable;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain.PostMortem;

public sealed class FailureReportTests
{
    [Fact]
    public void The_cause_is_told_with_kind_message_stack_and_incarnation()
    {
        var cause = new HandMadeStream { Incarnation = 7 }.Failed(stack: "at Driver.Read()").Report().Cause;

        Assert.Equal((FailureKind.DriverException, true), (cause.Kind, cause.IsCounted));
        Assert.Equal(("it broke", "at Driver.Read()"), (cause.Message, cause.Stack));
        Assert.Equal(new Incarnation(7), cause.Incarnation);
    }

    [Fact]
    public void A_failure_that_lasts_for_weeks_is_told_as_far_as_its_bound_and_says_so()
    {
        var stream = new HandMadeStream().Failed().Read("r-1", 1, ServedBy.ShadowRespond, StatusCode.Good);
        var summary = stream.Failures()[0];
        var read = 0L;
        var entries = Enumerable.Range(2, 3 * PostMortemLimits.EntriesMeanwhileMax).Select(number =>
        {
            read = number;
            return stream.Entries[1] with { Number = number };
        });

        var report = FailureReport.Of(HandMadeStream.Device, summary, entries.Prepend(stream.Entries[0]))!;

        Assert.Equal(PostMortemLimits.EntriesMeanwhileMax + 1L, report.UpTo);
        Assert.Equal(report.UpTo + 1, read);
        Assert.Equal(PostMortemLimits.EntriesMeanwhileMax, Assert.Single(report.Counts).Count);
        Assert.Null(stream.Report().UpTo);
    }

    [Fact]
    public void The_last_twenty_requests_before_it_are_told_oldest_first()
    {
        var stream = new HandMadeStream();
        for (var i = 1; i <= 25; i++) stream.Read($"r-{i}", i, ServedBy.Driver, StatusCode.Good);
        var before = stream.Read(null, 0, ServedBy.Driver, StatusCode.Good).Failed().Report().Before;

        Assert.Equal(Enumerable.Range(6, 20).Select(i => $"r-{i}"), before.Select(answer => answer.Request!.Value));
        Assert.Equal(PointValue.Of(25.0), Assert.Single(before[^1].Points).Value);
    }

    [Fact]
    public void A_write_before_it_is_told_once_with_its_newest_verdict()
    {
        var report = new HandMadeStream()
            .Dispatched("w-1", 80).Settled("w-1", Verdict.Confirmed).Failed().Completed().Report();

        var write = Assert.Single(report.Before);
        Assert.Equal<(string?, Verdict?)>(("write sp = 80", Verdict.Confirmed), (write.Asked, write.Verdict));
        Assert.Empty(report.Requests.Items);
    }

    [Fact]
    public void The_points_of_one_read_are_one_answer()
    {
        var stream = new HandMadeStream();
        var answers = Enumerable.Range(0, 10)
            .Select(i => stream.Answer("r-1", $"p{i}", i, ServedBy.Driver, StatusCode.Good))
            .ToArray();
        var read = Assert.Single(stream.Answers(answers).Failed().Report().Before);

        Assert.Equal(PostMortemLimits.PointsPerAnswerMax, read.Points.Length);
        Assert.Equal(2, read.MorePoints);
    }

    [Fact]
    public void What_was_in_flight_is_told_with_the_verdict_after_the_recovery()
    {
        var report = new HandMadeStream()
            .Dispatched("w-1", 80)
            .Failed(inFlight: "w-1")
            .Settled("w-1", Verdict.Indeterminate, "its outcome was lost")
            .Settled("w-1", Verdict.Confirmed, "by read-back")
            .Completed()
            .Report();

        var story = Assert.Single(report.Requests.Items);
        Assert.True(story.WasInFlight);
        Assert.Equal(("ann", "write sp = 80"), (story.Principal, story.Operation));
        Assert.Equal<(Verdict?, string?)>((Verdict.Confirmed, "by read-back"), (story.Verdict, story.Reason));
        Assert.Equal(HandMadeStream.Begin.AddSeconds(1), story.AskedAt);
    }

    [Fact]
    public void What_was_sent_again_is_counted()
    {
        var story = Assert.Single(new HandMadeStream()
            .Dispatched("w-1", 80).Failed(inFlight: "w-1").Completed()
            .Dispatched("w-1", 80).Settled("w-1", Verdict.Confirmed).Report().Requests.Items);

        Assert.Equal<(int, Verdict?)>((2, Verdict.Confirmed), (story.Dispatches, story.Verdict));
    }

    [Fact]
    public void A_request_in_flight_whose_dispatch_is_gone_is_told_by_its_id()
    {
        var story = Assert.Single(new HandMadeStream().Failed(inFlight: "w-1").Report().Requests.Items);

        Assert.Equal(("w-1", null, null), (story.Request.Value, story.Operation, story.Verdict));
    }

    [Fact]
    public void A_write_that_waited_for_the_recovery_is_told_with_the_time_it_was_asked()
    {
        var report = new HandMadeStream()
            .Failed().Completed()
            .Dispatched("w-2", 90, waitedMs: 1_800)
            .Dispatched("w-3", 91, waitedMs: 500)
            .Settled("w-2", Verdict.Confirmed)
            .Report();

        var story = Assert.Single(report.Requests.Items);
        Assert.Equal(("w-2", false), (story.Request.Value, story.WasInFlight));
        Assert.Equal(HandMadeStream.Begin.AddMilliseconds(1_200), story.AskedAt);
        Assert.Equal(Verdict.Confirmed, story.Verdict);
    }

    [Fact]
    public void A_later_failure_is_not_part_of_it()
    {
        var report = new HandMadeStream()
            .Failed().Completed().Failed().Dispatched("w-2", 90, waitedMs: 3_000).Report();

        Assert.Empty(report.Requests.Items);
        Assert.Equal(RecoveryStepKind.Serves, report.Steps.Items[^1].What);
    }

    [Fact]
    public void Steps_are_told_in_order_with_durations()
    {
        var steps = new HandMadeStream()
            .Failed()
            .Stage(RecoveryStage.Stop, 0.25).Opened().Stage(RecoveryStage.Reinitialise, 2)
            .Failed(FailureKind.Hang).Claimed().Faulted()
            .Completed()
            .Report().Steps.Items;

        Assert.Equal(
            [
                RecoveryStepKind.Stage, RecoveryStepKind.Opened, RecoveryStepKind.Stage, RecoveryStepKind.FailedAgain,
                RecoveryStepKind.Claimed, RecoveryStepKind.Faulted, RecoveryStepKind.Serves,
            ],
            steps.Select(step => step.What));
        Assert.Equal([0.25, 0.02, 2, null, null, null, 7], steps.Select(step => step.Seconds));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7], steps.Select(step => step.Offset));
        Assert.Equal("Hang: it broke", steps[3].Text);
    }

    [Fact]
    public void What_was_restored_skipped_and_held_is_told_as_it_was_last()
    {
        var report = new HandMadeStream()
            .Failed()
            .Transferred(Setting("sp", TransferResult.Written))
            .Failed()
            .Add(stamp => new ShadowEvents.TransferPlanned(
                stamp, [new PlannedSetting(new PointId("limit"), PointValue.Of(3.0))]))
            .Transferred(Setting("sp", TransferResult.Unchanged), Setting("gain", TransferResult.Held, "too old"))
            .Report();

        var settings = report.Settings.Items.ToDictionary(setting => setting.Point.Value);
        Assert.Equal(TransferResult.Unchanged, settings["sp"].Result);
        Assert.Equal<(TransferResult?, string?)>(
            (TransferResult.Held, "too old"), (settings["gain"].Result, settings["gain"].Reason));
        Assert.Null(settings["limit"].Result);
    }

    [Fact]
    public void The_steps_around_a_restore_group_are_a_line_beside_its_settings()
    {
        var report = new HandMadeStream()
            .Failed()
            .Add(stamp => new ShadowEvents.SettingsTransferred(
                stamp, [Setting("sp", TransferResult.Adopted)], new TransferredGroup("unlocked", true, null)))
            .Report();

        Assert.Equal(TransferResult.Adopted, Assert.Single(report.Settings.Items).Result);
        Assert.Equal("settings-transferred.v1", Assert.Single(report.Others.Items).Kind);
    }

    [Fact]
    public void Answers_meanwhile_are_counted_by_who_gave_them_and_how_good_they_were()
    {
        var stream = new HandMadeStream().Failed();
        for (var i = 0; i < 100; i++)
            stream.Read($"r-{i}", null, ServedBy.ShadowRespond, StatusCode.BadNoCommunication);
        stream.Read("last", 5, ServedBy.ShadowRespond, StatusCode.UncertainLastUsableValue);
        stream.Read(null, 5, ServedBy.Driver, StatusCode.Good);
        stream.Answers(stream.Answer("w", "sp", null, ServedBy.ShadowBusy, StatusCode.Good) with
        {
            Point = null,
            Refusal = RefusalKind.Busy,
            Asked = "write out = 1",
        });
        var report = stream.Completed().Read("after", 5, ServedBy.Driver, StatusCode.Good).Report();

        Assert.Equal(
            [
                new AnswerCount(ServedBy.ShadowRespond, StatusCode.BadNoCommunication, null, null, 100),
                new AnswerCount(ServedBy.ShadowRespond, StatusCode.UncertainLastUsableValue, null, null, 1),
                new AnswerCount(ServedBy.ShadowBusy, null, RefusalKind.Busy, null, 1),
            ],
            report.Counts);
        Assert.Equal(PostMortemLimits.AnswersMax, report.Answers.Items.Length);
        Assert.Equal(102 - PostMortemLimits.AnswersMax, report.Answers.Omitted);
        Assert.Equal("r-0", report.Answers.Items[0].Request!.Value);
        Assert.Equal("write out = 1", report.Answers.Items[^1].Asked);
    }

    [Fact]
    public void An_event_that_this_version_does_not_know_is_a_line()
    {
        var report = new HandMadeStream()
            .AddUnknown("device-disabled.v1").Failed().AddUnknown().Completed().AddUnknown().Report();

        Assert.Equal("device-disabled.v1", Assert.Single(report.LeadingTo).Kind);
        var other = Assert.Single(report.Others.Items);
        Assert.Equal(("request-teleported.v7", """{"reason":"poison"}"""), (other.Kind, other.Json));
    }

    [Fact]
    public void What_was_quarantined_lost_and_adopted_are_steps_in_words()
    {
        var (request, sp) = (new RequestId("w-1"), new PointId("sp"));
        var report = new HandMadeStream()
            .Dispatched("w-1", 80).Failed(inFlight: "w-1")
            .Add(stamp => new ShadowEvents.RequestQuarantined(
                stamp, request, Verdict.Indeterminate, "it made the driver fail twice", "1"))
            .Add(stamp => new ShadowEvents.ReadQuarantined(stamp, new PointId("temp"), "it hangs", "1"))
            .Add(stamp => new ShadowEvents.SettingSkipped(
                stamp, sp, PointValue.Of(80.0), PointValue.Of(0.0), "it made the driver fail twice", "1"))
            .Add(stamp => new ShadowEvents.DeviceResetDetected(stamp, "starts was 1 and is 2", []))
            .Add(stamp => new ShadowEvents.SettingAdopted(
                stamp, sp, PointValue.Of(70.0), PointValue.Of(80.0), null, "device", "it was changed there"))
            .Add(stamp => new ShadowEvents.QuarantineLifted(stamp, ["read:temp"], null, "ann", "mended"))
            .Completed()
            .Report();

        Assert.Equal(
            [
                "request w-1 is Indeterminate and not sent again: it made the driver fail twice",
                "point temp is not read any more: it hangs",
                "setting sp = 80 is not restored any more: it made the driver fail twice",
                "starts was 1 and is 2",
                "sp = 70, by device: it was changed there",
                "read:temp: mended",
                null,
            ],
            report.Steps.Items.Select(step => step.Text));
        Assert.Empty(report.Others.Items);
        Assert.Equal(Verdict.Indeterminate, Assert.Single(report.Requests.Items).Verdict);
        Assert.Equal(TransferResult.Held, Assert.Single(report.Settings.Items).Result);
    }

    [Fact]
    public void A_drill_before_it_may_have_led_to_it()
    {
        var report = new HandMadeStream()
            .Add(stamp => new ShadowEvents.FaultInjected(stamp, new RequestId("f"), "ann", DrillFault.Throw))
            .Failed()
            .Report();

        Assert.Equal("fault-injected.v1", Assert.Single(report.LeadingTo).Kind);
    }

    [Fact]
    public void A_recovery_under_way_is_told_as_far_as_it_is_on_record()
    {
        var report = new HandMadeStream().Failed().Stage(RecoveryStage.Stop, 0.1).Report();

        Assert.Equal(DeviceMode.Active, report.Summary.Outcome);
        Assert.Single(report.Steps.Items);
    }

    [Fact]
    public void However_long_a_recovery_was_its_report_is_bounded()
    {
        var stream = new HandMadeStream();
        for (var i = 0; i < 3_000; i++)
            stream.Failed().Read($"r-{i}", 1, ServedBy.ShadowRespond, StatusCode.BadNoCommunication).AddUnknown();
        var report = stream.Report();

        Assert.Equal(PostMortemLimits.StepsMax, report.Steps.Items.Length);
        Assert.Equal(2_999 - PostMortemLimits.StepsMax, report.Steps.Omitted);
        Assert.Equal(PostMortemLimits.OthersMax, report.Others.Items.Length);
        Assert.Equal(3_000, Assert.Single(report.Counts).Count);
    }

    [Fact]
    public void Without_the_entry_of_the_failure_there_is_no_report()
    {
        var stream = new HandMadeStream().Episode();

        Assert.Null(FailureReport.Of(HandMadeStream.Device, stream.Failures()[0], stream.Entries.Skip(1)));
    }

    private static TransferredSetting Setting(string point, TransferResult result, string? reason = null) =>
        new(new PointId(point), PointValue.Of(80.0), PointValue.Of(0.0), result, reason);
}
