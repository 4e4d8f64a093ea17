using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain;

public sealed class PlannedChangesTests
{
    private static readonly ModbusAddress Elsewhere = new(ModbusTable.Holding, 30);

    [Fact]
    public void Another_address_is_another_incarnation_and_nothing_is_sent_by_the_old_one_after_it()
    {
        var scenario = ShadowScenario.Passive();
        var before = scenario.Live.Incarnation;
        Move(scenario);
        Assert.Equal((DeviceMode.Passive, before.Next()), (scenario.Live.Mode, scenario.Live.Incarnation));
        Assert.Equal(Elsewhere, scenario.Shadow.Spec.Point(new PointId("level"))!.At);
        Assert.Empty(scenario.Live.Budget.Counted);
        Assert.Equal(FailureKind.Planned, Assert.Single(scenario.Journal.All<ShadowEvents.DriverFailed>()).Kind);
    }

    [Fact]
    public void What_the_driver_does_not_see_is_taken_over_while_it_serves()
    {
        var scenario = ShadowScenario.Passive();
        var before = scenario.Live.Incarnation;
        scenario.Redeclare(scenario.Shadow.Spec with { Area = "hall 2", Record = RecordRule.All });
        scenario.Redeclare("level", point => point with
        {
            Range = new ValueRange(0, 5),
            StaleAfter = TimeSpan.FromSeconds(9),
            Unit = "mm",
            MaxRate = 1,
        });
        Assert.Equal((DeviceMode.Passive, before), (scenario.Live.Mode, scenario.Live.Incarnation));
        Assert.Equal(RefusalKind.InvalidValue, scenario.Refused(scenario.Write("level", 6)).Kind);
        Assert.Equal(
            [("the device", false), ("level", false)],
            scenario.Journal.All<ShadowEvents.DeviceRedeclared>().Select(told => (told.What, told.NewIncarnation)));
    }

    [Fact]
    public void What_is_safe_and_what_proves_it_is_the_shadows_as_are_the_unit_and_range_of_an_argument()
    {
        var scenario = ShadowScenario.Passive();
        var before = scenario.Live.Incarnation;
        var proof = new ConfirmSpec(new PointId("running"), null, null, PointValue.Of(1));
        scenario.Redeclare("valve", point => point with { SafeValues = [PointValue.Of(0)], ConfirmBy = proof });
        var spec = scenario.Shadow.Spec;
        scenario.Redeclare(spec with
        {
            Commands =
            [
                .. spec.Commands.Select(command => command with { Unit = "mm", Range = new ValueRange(0, 5) }),
            ],
        });
        Assert.Equal((DeviceMode.Passive, before), (scenario.Live.Mode, scenario.Live.Incarnation));
    }

    [Fact]
    public void The_same_declaration_again_is_nothing()
    {
        var scenario = ShadowScenario.Passive();
        var events = scenario.Journal.Durable.Count;
        scenario.Redeclare(scenario.Shadow.Spec);
        Assert.Equal(events, scenario.Journal.Durable.Count);
    }

    [Fact]
    public void The_range_of_a_measurement_is_the_drivers_who_calls_it_Bad_beyond()
    {
        var scenario = ShadowScenario.Passive();
        var before = scenario.Live.Incarnation;
        scenario.Redeclare("temp", point => point with { Range = new ValueRange(0, 5) });
        Assert.Equal(before.Next(), scenario.Live.Incarnation);
    }

    [Fact]
    public void Another_scan_begins_while_the_driver_goes_on()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Redeclare("temp", point => point with { ScanPeriod = TimeSpan.FromSeconds(1) });
        var before = Scans(scenario);
        scenario.Wait(3.5);
        Assert.Equal(before + 3, Scans(scenario));
        scenario.Redeclare("temp", point => point with { ScanPeriod = null });
        before = Scans(scenario);
        scenario.Wait(5);
        Assert.Equal(before, Scans(scenario));
    }

    [Fact]
    public void A_setting_that_came_meanwhile_is_written_by_the_next_driver()
    {
        var scenario = Changing(out var opens);
        var ticket = scenario.Write("level", 5);
        Assert.False(scenario.IsAnswered(ticket));
        opens();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
    }

    [Theory]
    [InlineData("valve")]
    [InlineData("other")]
    public void An_output_that_came_meanwhile_is_answered_as_if_nothing_was_changed_or_as_queued(string point)
    {
        var scenario = Changing(out var opens);
        var ticket = scenario.Write(point, 5);
        Assert.Equal(point == "other", scenario.IsAnswered(ticket));
        opens();
        Assert.Equal(point == "other" ? Verdict.Accepted : Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(PointValue.Of(5), scenario.Device[point]);
    }

    [Theory]
    [InlineData("pulse")]
    [InlineData("beat")]
    public void A_trigger_or_heartbeat_does_not_wait(string point) => Assert.Equal(
        RefusalKind.Busy, Changing(out _) is var scenario ? scenario.Refused(scenario.Write(point, 1)).Kind : default);

    [Fact]
    public void An_output_waits_no_longer_when_the_next_driver_fails()
    {
        var scenario = Changing(out _);
        var ticket = scenario.Write("valve", 5);
        scenario.Wait(0.1).Fails(FailureKind.NoResponse);
        Assert.Equal(RefusalKind.Busy, scenario.Refused(ticket).Kind);
    }

    [Fact]
    public void A_read_waits_for_the_next_driver()
    {
        var scenario = Changing(out var opens);
        var ticket = scenario.Read();
        Assert.False(scenario.IsAnswered(ticket));
        opens();
        Assert.Equal(StatusCode.Good, scenario.Reading(ticket).Status);
    }

    [Fact]
    public void A_read_is_answered_with_what_is_known_when_the_change_takes_long()
    {
        var scenario = Changing(out _);
        var ticket = scenario.Read();
        scenario.Wait(ShadowLimits.PlannedReadTime);
        Assert.Equal(
            (StatusCode.UncertainLastUsableValue, PointValue.Of(0)),
            (scenario.Reading(ticket).Status, scenario.Reading(ticket).Value));
        Assert.True(scenario.IsAnswered(scenario.Read()));
    }

    [Fact]
    public void A_read_that_wants_a_good_value_waits_to_its_deadline()
    {
        var scenario = Changing(out var opens);
        var ticket = scenario.Read(timeout: 4, requireGood: true);
        scenario.Wait(3);
        Assert.False(scenario.IsAnswered(ticket));
        opens();
        Assert.Equal(StatusCode.Good, scenario.Reading(ticket).Status);
    }

    [Fact]
    public void A_command_that_may_not_be_sent_twice_is_finished_before_the_driver_is_closed()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var dose = scenario.Invoke("dose");
        Move(scenario);
        scenario.Wait(3);
        Assert.Equal(DriverPhase.Open, scenario.Live.Driver);
        scenario.Acts();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(dose));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
        Assert.Equal(2, scenario.Live.Incarnation.Number);
    }

    [Fact]
    public void A_command_whose_dispatch_is_on_its_way_is_sent_before_the_driver_is_closed()
    {
        var scenario = ShadowScenario.Passive();
        scenario.JournalAnswers = false;
        var dose = scenario.Invoke("dose");
        Move(scenario);
        scenario.JournalAnswers = true;
        scenario.Appends();
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(dose));
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Theory]
    [InlineData(60, 10)]
    [InlineData(4, 4)]
    public void It_is_waited_for_no_longer_than_its_deadline_and_ten_seconds(double deadline, double waits)
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var dose = scenario.Invoke("dose", timeout: deadline);
        Move(scenario);
        scenario.Wait(waits - 0.1);
        Assert.False(scenario.IsAnswered(dose));
        scenario.Wait(0.2);
        Assert.Equal(Verdict.Indeterminate, scenario.Verdict(dose));
        Assert.Equal(2, scenario.Live.Incarnation.Number);
    }

    [Fact]
    public void A_setting_that_the_old_driver_does_not_finish_is_sent_again_by_the_next_one()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        var ticket = scenario.Write("level", 5);
        Move(scenario);
        scenario.DeviceActs = true;
        scenario.Wait(1);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(PointValue.Of(5), scenario.Device["level"]);
        Assert.Equal(2, scenario.Mutations.Count());
    }

    [Fact]
    public void What_waits_for_a_point_that_is_declared_no_more_is_refused_by_name()
    {
        var scenario = Changing(out _);
        var (write, read) = (scenario.Write("level", 5), scenario.Read("level"));
        var spec = scenario.Shadow.Spec;
        scenario.Redeclare(spec with { Points = [.. spec.Points.Where(point => point.Id.Value != "level")] });
        Assert.Equal(RefusalKind.UnknownPoint, scenario.Refused(write).Kind);
        Assert.Equal(RefusalKind.UnknownPoint, scenario.Refused(read).Kind);
    }

    [Fact]
    public void What_waits_and_is_out_of_range_by_now_is_refused_with_that_reason()
    {
        var scenario = Changing(out var opens);
        var (level, queued) = (scenario.Write("level", 5), scenario.Write("batch", 6, "q"));
        scenario.Redeclare("level", point => point with { Range = new ValueRange(0, 4) });
        scenario.Redeclare("batch", point => point with { Range = new ValueRange(0, 4) });
        opens();
        Assert.Equal(RefusalKind.InvalidValue, scenario.Refused(level).Kind);
        Assert.Equal(Verdict.Accepted, scenario.Verdict(queued));
        Assert.Equal(Verdict.NotExecuted, scenario.Record("q").Verdict);
        Assert.Contains("range", scenario.Record("q").Reason);
        Assert.Empty(scenario.Mutations);
    }

    [Fact]
    public void A_safe_action_that_is_declared_otherwise_is_done_as_it_is_declared_now()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        scenario.Invoke("dose", timeout: 60);
        var spec = scenario.Shadow.Spec;
        scenario.Redeclare(spec with
        {
            Commands =
            [
                .. spec.Commands.Select(command =>
                    command.Id.Value == "stop" ? command with { At = Elsewhere } : command),
            ],
        });
        scenario.DeviceActs = true;
        var ticket = scenario.Invoke("stop");
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(2, scenario.Mutations.Last().Incarnation.Number);
    }

    [Theory]
    [InlineData("address")]
    [InlineData("scale")]
    public void A_safe_value_that_is_declared_otherwise_is_written_as_it_is_declared_now(string what)
    {
        var scenario = WithSafeValve();
        scenario.Redeclare("valve", point =>
            what == "address" ? point with { At = Elsewhere } : point with { Scale = 0.1 });
        scenario.DeviceActs = true;
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(scenario.Write("valve", 0)));
        Assert.Equal(2, scenario.Mutations.Last().Incarnation.Number);
    }

    [Fact]
    public void A_safe_value_that_is_declared_as_before_waits_for_nothing()
    {
        var scenario = WithSafeValve();
        Move(scenario);
        scenario.Write("valve", 0);
        Assert.Equal(1, scenario.Mutations.Last().Incarnation.Number);
        Assert.Equal(2, scenario.Mutations.Count());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void No_safe_action_goes_to_the_unit_that_the_device_was_declared_as_before(bool isCommand)
    {
        var scenario = WithSafeValve();
        scenario.Redeclare(scenario.Shadow.Spec with { Unit = 7 });
        scenario.DeviceActs = true;
        var ticket = isCommand ? scenario.Invoke("stop") : scenario.Write("valve", 0);
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(2, scenario.Mutations.Last().Incarnation.Number);
    }

    [Fact]
    public void A_safe_action_that_is_declared_as_before_waits_for_nothing()
    {
        var scenario = ShadowScenario.Passive();
        scenario.DeviceActs = false;
        scenario.Invoke("dose", timeout: 60);
        Move(scenario);
        scenario.Invoke("stop");
        Assert.Equal(1, scenario.Mutations.Last().Incarnation.Number);
        Assert.Equal(2, scenario.Mutations.Count());
    }

    [Fact]
    public void The_budget_and_what_is_known_of_the_device_are_kept()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Fails().Wait(1);
        Move(scenario);
        Assert.Single(scenario.Live.Budget.Counted);
    }

    [Fact]
    public void A_device_that_was_given_up_is_tried_at_once_as_it_is_declared_now()
    {
        var scenario = ShadowScenario.Passive();
        for (var i = 0; i < 6; i++) scenario.Fails().Wait(2);
        Assert.Equal(DeviceMode.Faulted, scenario.Live.Mode);
        Move(scenario);
        Assert.Equal(DeviceMode.Passive, scenario.Live.Mode);
    }

    [Fact]
    public void A_declaration_that_comes_before_the_journal_is_read_is_the_one_that_is_opened()
    {
        var scenario = new ShadowScenario();
        Move(scenario);
        scenario.Start();
        Assert.Equal((DeviceMode.Passive, 1), (scenario.Live.Mode, scenario.Live.Incarnation.Number));
        Assert.Equal(Elsewhere, scenario.Shadow.Spec.Point(new PointId("level"))!.At);
    }

    [Fact]
    public void Another_link_is_opened_when_the_old_one_is_left()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Happens(new ShadowInputs.RelinkOrdered("its link changes"));
        var ticket = scenario.Write("level", 5);
        Assert.Equal(DriverPhase.Closed, scenario.Live.Driver);
        scenario.Happens(new ShadowInputs.Relinked(), new ShadowInputs.LinkDown("not connected yet"));
        Assert.Equal(DriverPhase.Closed, scenario.Live.Driver);
        scenario.Happens(new ShadowInputs.LinkUp());
        Assert.Equal(Verdict.Confirmed, scenario.Verdict(ticket));
        Assert.Equal(2, scenario.Live.Incarnation.Number);
    }

    [Fact]
    public void A_removed_device_says_so_to_whoever_waits()
    {
        var scenario = ShadowScenario.Passive();
        scenario.FailsForGood();
        var ticket = scenario.Write("level", 5);
        scenario.Happens(new ShadowInputs.StopOrdered("the device is declared no more", IsRemoved: true));
        Assert.Equal(RefusalKind.UnknownDevice, scenario.Refused(ticket).Kind);
    }

    private static void Move(ShadowScenario scenario) =>
        scenario.Redeclare("level", point => point with { At = Elsewhere });

    private static int Scans(ShadowScenario scenario) => scenario.Effects.OfType<ShadowEffects.CallRead>().Count();

    /// <summary>The driver has a command that it does not finish, so that a change waits.</summary>
    private static ShadowScenario WithSafeValve()
    {
        var scenario = ShadowScenario.Passive(
            TestDevice.Spec.With("valve", point => point with { SafeValues = [PointValue.Of(0)] }));
        scenario.DeviceActs = false;
        scenario.Invoke("dose", timeout: 60);
        return scenario;
    }

    /// <summary>The old driver is closed, and the next one is not open yet.</summary>
    private static ShadowScenario Changing(out Action opens)
    {
        var scenario = ShadowScenario.Passive();
        scenario.DriverOpens = false;
        Move(scenario);
        scenario.Happens(new ShadowInputs.DriverClosed(scenario.Live.Incarnation));
        Assert.Equal(DriverPhase.Opening, scenario.Live.Driver);
        opens = () => scenario.Opens();
        return scenario;
    }
}
