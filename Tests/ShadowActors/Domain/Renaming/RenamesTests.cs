using System.Collections;
using System.Collections.Immutable;
using System.Reflection;
using Understudy.DriverActors.Protocol;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.ShadowActors.Protocol;

namespace Understudy.Tests.ShadowActors.Domain.Renaming;

public sealed class RenamesTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly DeviceSpec Renamed = TestDevice.Spec with
    {
        Points = [.. TestDevice.Spec.Points.Select(point => Named(point, "level", "height"))],
        Commands =
        [
            .. TestDevice.Spec.Commands.Select(command => command.Id.Value != "dose"
                ? command
                : command with { Id = new CommandId("pour"), Was = [command.Id] }),
        ],
    };

    [Fact]
    public void A_setting_is_restored_under_its_new_id_without_a_difference_and_without_a_write()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);

        var next = After(scenario, Renamed);

        Assert.Equal(DeviceMode.Passive, next.Live.Mode);
        Assert.Equal(PointValue.Of(5), next.Shadow.State.Settings["height"].Value);
        Assert.DoesNotContain("level", next.Shadow.State.Settings.Keys);
        Assert.Empty(next.Shadow.State.Held);
        Assert.Empty(next.Mutations);
    }

    [Fact]
    public void A_device_that_lost_the_setting_gets_it_back_under_the_new_id()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 4);
        scenario.Write("level", 5);
        scenario.Device["level"] = PointValue.Of(0);

        var next = After(scenario, Renamed with { RestoreWithin = null });

        Assert.Equal("write height = 5", Assert.Single(next.Written));
    }

    [Fact]
    public void A_key_that_was_used_before_is_answered_as_then()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5, "w");
        scenario.Invoke("dose", "d");

        var next = After(scenario, Renamed);

        Assert.Equal(Verdict.Confirmed, next.Verdict(next.Write("height", 5, "w")));
        Assert.Equal(Verdict.Confirmed, next.Verdict(next.Invoke("pour", "d")));
        Assert.Equal(RefusalKind.KeyReused, next.Refused(next.Write("height", 6, "w")).Kind);
        Assert.Empty(next.Mutations);
    }

    [Fact]
    public void What_was_queued_is_done_under_the_new_id()
    {
        // With a safe action it would be cancelled: nobody knows whether one came after it.
        var before = TestDevice.Spec with { Commands = [] };
        var scenario = ShadowScenario.Passive(before);
        scenario.FailsForGood();
        scenario.Write("batch", 7, "q");
        var spec = before with { Points = [.. before.Points.Select(point => Named(point, "batch", "lot"))] };

        var next = After(scenario, spec);

        Assert.Contains("write lot = 7", next.Wait(3 * Second).Written);
    }

    [Fact]
    public void What_the_driver_failed_at_twice_stays_in_quarantine()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Kills = call => call is ShadowEffects.CallMutate { Operation: WriteOperation { Point.Value: "level" } }
            ? "level"
            : null;
        scenario.Write("level", 5, "k");
        scenario.Wait(3);
        Assert.NotEmpty(scenario.Shadow.State.Quarantine);

        var next = After(scenario, Renamed);

        Assert.Empty(next.Journal.All<ShadowEvents.QuarantineLifted>());
        Assert.Equal("write height = 5", next.Shadow.State.Quarantine["request:k"].What);
    }

    [Fact]
    public void Another_declaration_is_tried_with_what_was_in_quarantine_though_it_is_renamed_too()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Kills = call => call is ShadowEffects.CallMutate { Operation: WriteOperation { Point.Value: "level" } }
            ? "level"
            : null;
        scenario.Write("level", 5, "k");
        scenario.Wait(3);

        var next = After(scenario, Renamed.With("height", point => point with { Scale = 2 }));

        Assert.Single(next.Journal.All<ShadowEvents.QuarantineLifted>());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rename_that_a_process_died_at_is_done_once(bool written)
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        var dying = scenario.Successor("claim-2", Second, spec: Renamed);
        dying.JournalAnswers = false;
        dying.Start();

        var next = dying.Successor("claim-3", Second, written: written);
        next.Device["height"] = PointValue.Of(5);
        next.Start().Wait(3 * Second);

        Assert.Single(next.Journal.All<ShadowEvents.IdsRenamed>());
        Assert.Equal(PointValue.Of(5), next.Shadow.State.Settings["height"].Value);
        Assert.Empty(next.Shadow.State.Held);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rename_whose_append_is_in_doubt_is_done_once(bool written)
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        var next = scenario.Successor("claim-2", Second, spec: Renamed);
        next.Device["height"] = PointValue.Of(5);
        next.JournalAnswers = false;
        next.Start();
        next.JournalAnswers = true;

        next.AppendInDoubt(written).Wait(3 * Second);

        Assert.Single(next.Journal.All<ShadowEvents.IdsRenamed>());
        Assert.Equal(PointValue.Of(5), next.Journal.State.Settings["height"].Value);
    }

    [Fact]
    public void Two_that_swapped_their_ids_do_not_swap_them_again_at_the_next_start()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 1);
        scenario.Write("gain", 2);
        var swapped = TestDevice.Spec with
        {
            Points =
            [
                .. TestDevice.Spec.Points.Select(point => Named(
                    point, point.Id.Value,
                    point.Id.Value switch { "level" => "gain", "gain" => "level", var id => id })),
            ],
        };
        (scenario.Device["level"], scenario.Device["gain"]) = (scenario.Device["gain"], scenario.Device["level"]);

        var once = After(scenario, swapped);
        var twice = After(once, swapped);

        Assert.Equal(PointValue.Of(2), twice.Shadow.State.Settings["level"].Value);
        Assert.Equal(PointValue.Of(1), twice.Shadow.State.Settings["gain"].Value);
        Assert.Single(twice.Journal.All<ShadowEvents.IdsRenamed>());
        Assert.Empty(twice.Mutations);
    }

    [Fact]
    public void A_plant_that_does_not_say_it_any_more_changes_nothing()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        var renamed = After(scenario, Renamed);

        var silent = After(renamed, Renamed.With("height", point => point with { Was = [] }));

        Assert.Equal(PointValue.Of(5), silent.Shadow.State.Settings["height"].Value);
    }

    [Fact]
    public void The_oldest_of_several_former_ids_is_found_by_a_node_that_never_ran_with_the_one_between()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        var spec = Renamed.With("height", point => point with { Was = [new PointId("depth"), new PointId("level")] });

        Assert.Equal(PointValue.Of(5), After(scenario, spec).Shadow.State.Settings["height"].Value);
    }

    [Fact]
    public void What_began_anew_under_its_new_id_goes_on_with_what_it_has()
    {
        var scenario = ShadowScenario.Passive();
        scenario.Write("level", 5);
        var silent = After(scenario, Renamed.With("height", point => point with { Was = [] }));
        silent.Write("height", 7);

        var next = After(silent, Renamed);

        Assert.Equal(PointValue.Of(7), next.Shadow.State.Settings["height"].Value);
        Assert.Contains(
            next.Effects.OfType<ShadowEffects.LogWarning>(),
            warning => warning.Text.Contains("both 'level' and 'height'"));
        Assert.Equal("write height = 7", Assert.Single(silent.Written));
        Assert.Empty(next.Mutations);
    }

    [Fact]
    public void A_device_that_is_called_otherwise_is_declared_the_same() => Assert.Equal(
        Declaration.Of(TestDevice.Spec),
        Declaration.Of(TestDevice.Spec with { Id = DeviceId.Parse("h/e"), Journal = "g/d", Was = ["d"] }));

    [Fact]
    public void Every_point_that_a_declaration_names_is_called_by_its_former_id_in_the_former_one()
    {
        var (now, then) = (new PointId("now"), new PointId("then"));
        var confirm = new ConfirmSpec(now, null, null, PointValue.Of(1));
        var interlock = new InterlockSpec(now, null, null, PointValue.Of(1));
        var step = new RestoreStep(now, null, PointValue.Of(1));
        var spec = TestDevice.Spec with
        {
            Points =
            [
                TestDevice.Point("now", 0, PointRole.Output) with
                {
                    After = [now], ConfirmBy = confirm, Interlocks = [interlock],
                },
            ],
            Commands =
            [
                TestDevice.Command("go", 1, idempotent: true) with { ConfirmBy = confirm, Interlocks = [interlock] },
            ],
            BootIdentity = new BootIdentitySpec(now, BootRule.Changes),
            RestoreGroups = [new RestoreGroupSpec("setup", [now], [step], [step])],
        };
        var before = Renames.Before(spec, RenamedIds.None, new RenamedIds([new RenamedPoint(then, now)], []));

        var named = NamesIn(before).ToLookup(one => one.Where, one => one.Point);
        Assert.All(named, each => Assert.All(each, point => Assert.Equal(then, point)));
        Assert.Equal(
            PlacesOfNames(typeof(DeviceSpec)).Except(["PointSpec.Was"]).Order(),
            named.Select(each => each.Key).Order());
    }

    [Fact]
    public void A_device_without_former_ids_records_nothing()
    {
        var scenario = After(ShadowScenario.Passive(), TestDevice.Spec);

        Assert.Empty(scenario.Journal.All<ShadowEvents.IdsRenamed>());
    }

    /// <summary>Where a declaration may name a point.</summary>
    private static HashSet<string> PlacesOfNames(Type type, HashSet<Type>? seen = null)
    {
        seen ??= [];
        var places = new HashSet<string>();
        if (!seen.Add(type)) return places;
        foreach (var property in Declared(type))
        {
            var each = property.PropertyType.GenericTypeArguments.FirstOrDefault() ?? property.PropertyType;
            if (each == typeof(PointId)) places.Add($"{type.Name}.{property.Name}");
            else if (each.Namespace == typeof(DeviceSpec).Namespace) places.UnionWith(PlacesOfNames(each, seen));
        }

        return places;
    }

    private static IEnumerable<(string Where, PointId Point)> NamesIn(object declared)
    {
        foreach (var property in Declared(declared.GetType()))
        {
            if (property.GetValue(declared) is not { } value) continue;
            foreach (var each in value is IEnumerable many and not string ? many.Cast<object>() : [value])
                if (each is PointId point) yield return ($"{declared.GetType().Name}.{property.Name}", point);
                else if (each.GetType().Namespace == typeof(DeviceSpec).Namespace)
                    foreach (var inner in NamesIn(each))
                        yield return inner;
        }
    }

    private static IEnumerable<PropertyInfo> Declared(Type type) => type.IsEnum
        ? []
        : type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetIndexParameters().Length == 0);

    private static PointSpec Named(PointSpec point, string from, string to) => point.Id.Value != from || from == to
        ? point
        : point with { Id = new PointId(to), Was = [new PointId(from)] };

    /// <summary>The node is started anew with another plant; the device keeps its registers.</summary>
    private static ShadowScenario After(ShadowScenario scenario, DeviceSpec spec)
    {
        var next = scenario.Successor($"claim-{scenario.Shadow.Own.Claim}-2", Second, spec: spec);
        foreach (var point in spec.Points)
            if (!scenario.Shadow.Spec.Points.Any(known => known.Id == point.Id))
                next.Device[point.Id.Value] = scenario.Device[scenario.Shadow.Spec.Points
                    .First(known => known.At == point.At).Id.Value];
        return next.Start().Wait(3 * Second);
    }
}
