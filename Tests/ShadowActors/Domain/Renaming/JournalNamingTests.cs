using CsCheck;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Domain.Renaming;
using Understudy.Supervisor.Plant;
using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.ShadowActors.Domain.Renaming;

public sealed class JournalNamingTests
{
    private static readonly string[] Ids = ["a", "b", "c", "d"];

    private readonly HashSet<string> _streams = [];
    private JournalNames _names = JournalNames.Empty;
    private PlantSpec _running = PlantSpec.Empty;

    [Fact]
    public async Task A_device_that_was_renamed_keeps_its_journal()
    {
        await RunAsync(Devices("a: {}"));
        await RunAsync(Devices("b: {was: a}"));

        Assert.Equal("g/a", Of("g/b"));
        Assert.Equal(DeviceId.Parse("g/b"), _names.CalledNow(DeviceId.Parse("g/a")));
        Assert.Null(_names.Find(DeviceId.Parse("g/a")));
    }

    [Fact]
    public async Task It_keeps_it_when_the_file_does_not_say_so_any_more()
    {
        await RunAsync(Devices("a: {}"));
        await RunAsync(Devices("b: {was: a}"));
        await RunAsync(Devices("b: {}"));
        await RunAsync(Devices());
        await RunAsync(Devices("b: {}"));

        Assert.Equal("g/a", Of("g/b"));
    }

    [Fact]
    public async Task A_new_device_under_a_former_id_gets_a_journal_of_its_own()
    {
        await RunAsync(Devices("a: {}"));
        await RunAsync(Devices("b: {was: a}"));
        await RunAsync(Devices("a: {}", "b: {}"));
        await RunAsync(Devices("c: {was: a}", "b: {}"));
        await RunAsync(Devices("c: {}", "b: {}", "a: {}"));

        Assert.Equal(("g/a", "g/a+2", "g/a+3"), (Of("g/b"), Of("g/c"), Of("g/a")));
        Assert.Null(_names.CalledNow(DeviceId.Parse("g/a")));
    }

    [Fact]
    public async Task Two_devices_swap_their_ids_once()
    {
        await RunAsync(Devices("a: {}", "b: {}"));
        await RunAsync(Devices("a: {was: b}", "b: {was: a}"));
        await RunAsync(Devices("a: {was: b, area: x}", "b: {was: a}"));

        Assert.Equal(("g/b", "g/a"), (Of("g/a"), Of("g/b")));
    }

    [Fact]
    public async Task A_swap_that_is_taken_out_and_stated_again_is_another_one()
    {
        await RunAsync(Devices("a: {}", "b: {}"));
        await RunAsync(Devices("a: {was: b}", "b: {was: a}"));
        await RunAsync(Devices("a: {}", "b: {}"));
        await RunAsync(Devices("a: {was: b}", "b: {was: a}"));

        Assert.Equal(("g/a", "g/b"), (Of("g/a"), Of("g/b")));
    }

    [Fact]
    public async Task The_journal_is_found_by_a_node_that_never_ran_with_the_id_between()
    {
        await RunAsync(Devices("a: {}"));
        await RunAsync(Devices("c: {was: [b, a]}"));

        Assert.Equal("g/a", Of("g/c"));
    }

    [Fact]
    public async Task A_journal_goes_along_a_chain_of_ids()
    {
        await RunAsync(Devices("a: {}"));
        await RunAsync(Devices("b: {was: a}"));
        await RunAsync(Devices("c: {was: [b, a]}"));

        Assert.Equal("g/a", Of("g/c"));
        Assert.Equal(DeviceId.Parse("g/c"), _names.CalledNow(DeviceId.Parse("g/a")));
        Assert.Equal(DeviceId.Parse("g/c"), _names.CalledNow(DeviceId.Parse("g/b")));
    }

    [Fact]
    public async Task A_device_that_is_no_more_declared_is_found_by_its_entries()
    {
        await RunAsync(Devices("a: {}"));
        await RunAsync(Devices());
        await RunAsync(Devices("b: {was: a}"));

        Assert.Equal("g/a", Of("g/b"));
    }

    [Fact]
    public async Task A_former_id_of_which_nothing_is_on_record_is_nothing()
    {
        await RunAsync(Devices("b: {was: a}"));

        Assert.Equal("g/b", Of("g/b"));
        Assert.Null(Device("g/b").NotRun);
    }

    [Fact]
    public async Task A_device_of_which_both_ids_have_a_journal_is_not_run_and_the_others_are()
    {
        await RunAsync(Devices("a: {}", "x: {}"));
        await RunAsync(Devices("b: {}", "x: {}"));
        await RunAsync(Devices("b: {was: a}", "x: {}"));

        Assert.Equal(
            "both 'a' and 'b' are on record, and only one of them can be what goes on", Device("g/b").NotRun);
        Assert.Null(Device("g/x").NotRun);
        Assert.Equal("g/b", Of("g/b"));
    }

    [Fact]
    public async Task It_is_run_when_the_newer_journal_goes_to_another_id()
    {
        await RunAsync(Devices("a: {}"));
        await RunAsync(Devices("b: {}"));
        await RunAsync(Devices("b: {was: a}"));
        await RunAsync(Devices("b: {was: a}", "b-new: {was: b}"));

        Assert.Equal(("g/a", "g/b"), (Of("g/b"), Of("g/b-new")));
        Assert.Null(Device("g/b").NotRun);
    }

    [Fact]
    public async Task It_is_run_when_the_file_does_not_say_any_more_that_it_was_the_other_one()
    {
        await RunAsync(Devices("a: {}"));
        await RunAsync(Devices("b: {}"));
        await RunAsync(Devices("b: {was: a}"));
        await RunAsync(Devices("b: {}"));

        Assert.Null(Device("g/b").NotRun);
    }

    [Fact]
    public async Task Of_two_former_ids_that_both_have_a_journal_none_is_taken()
    {
        await RunAsync(Devices("a: {}", "b: {}"));
        await RunAsync(Devices("c: {was: [b, a]}"));

        Assert.StartsWith("both 'b' and 'a' are on record", Device("g/c").NotRun);
    }

    [Fact]
    public async Task The_devices_of_a_renamed_gateway_keep_their_journals()
    {
        await RunAsync(Plant("g", "", "a: {}", "b: {}"));
        await RunAsync(Plant("h", "was: g, ", "a: {}", "c: {was: b}"));

        Assert.Equal("g", _names.Of(new GatewayId("h")));
        Assert.Equal(("g/a", "g/b"), (Of("h/a"), Of("h/c")));
        Assert.Equal(DeviceId.Parse("h/a"), _names.CalledNow(DeviceId.Parse("g/a")));
        Assert.Equal(DeviceId.Parse("h/c"), _names.CalledNow(DeviceId.Parse("g/b")));
    }

    [Fact]
    public async Task A_new_gateway_under_a_former_id_has_nothing_of_the_other_ones()
    {
        await RunAsync(Plant("g", "", "a: {}"));
        await RunAsync(Plant("h", "was: g, ", "a: {}"));
        await RunAsync(Plant("h", "", "a: {}") + Gateway("g", 503, "", "a: {}"));

        Assert.Equal(("g/a", "g+2/a"), (Of("h/a"), Of("g/a")));
    }

    [Fact]
    public async Task What_was_recorded_is_read_back_as_it_was()
    {
        await RunAsync(Devices("a: {}", "b: {}"));
        await RunAsync(Devices("a: {was: b}", "b: {was: a}"));

        var again = JournalNames.Of(_names.Recorded);

        Assert.Equal("g/b", again.Of(DeviceId.Parse("g/a")));
        Assert.Equal(_names.Recorded!.Value.Length, again.Recorded!.Value.Length);
    }

    /// <summary>Whatever is renamed to whatever: no journal has two owners, and who is not renamed keeps his.</summary>
    [Fact]
    public void No_journal_ever_has_two_owners() => Gen.Select(
            Gen.Bool.Array[4], Gen.Int[0, 4].Array[4])
        .Array[1, 12].Sample(
            plants =>
            {
                var test = new JournalNamingTests();
                foreach (var (isDeclared, former) in plants) test.Run(isDeclared, former);
            },
            iter: 300, time: -1);

    private void Run(bool[] isDeclared, int[] former)
    {
        var devices = Ids.Index().Where(id => isDeclared[id.Index])
            .Select(id => $"{id.Item}: {{{(former[id.Index] < 4 ? $"was: {Ids[former[id.Index]]}" : "")}}}");
        var text = Devices([.. devices]);
        if (!PlantFile.Parse(text, "plant.yaml").IsValid) return;
        var before = _names;
        RunAsync(text).GetAwaiter().GetResult();
        var ids = _running.Gateways[0].Devices;
        Assert.Equal(ids.Length, ids.Select(device => device.JournalName).Distinct().Count());
        foreach (var device in ids.Where(device => device.Was.IsEmpty && before.Find(device.Id) is not null))
            Assert.Equal(before.Find(device.Id), device.JournalName);
    }

    private async Task RunAsync(string text)
    {
        var wanted = Given.Plant(text);
        _names = await JournalNaming.NextAsync(
            _names, _running, wanted, stream => Task.FromResult(_streams.Contains(stream)));
        _running = _names.Applied(wanted);
        foreach (var device in _running.Gateways.SelectMany(gateway => gateway.Devices))
            if (device.NotRun is null)
                _streams.Add($"shadow-{device.JournalName}");
        foreach (var gateway in _running.Gateways) _streams.Add($"gateway-{gateway.JournalName}");
    }

    private string Of(string device) => Device(device).JournalName;

    private DeviceSpec Device(string id) =>
        _running.Gateways.SelectMany(gateway => gateway.Devices).Single(device => device.Id.ToString() == id);

    private static string Devices(params string[] devices) => Plant("g", "", devices);

    private static string Plant(string gateway, string was, params string[] devices) =>
        "profiles: {p: {class: register}}\ngateways:\n" + Gateway(gateway, 502, was, devices);

    private static string Gateway(string id, int port, string was, params string[] devices) =>
        $"  {id}:\n    {{{was}link: {{modbusTcp: \"h:{port}\"}}, "
        + $"devices: {{{string.Join(", ", devices.Select(Full))}}}}}\n";

    private static string Full(string device, int index) =>
        device.Replace("{", $"{{profile: p, unit: {index + 1}, ").Replace(", }", "}");
}
