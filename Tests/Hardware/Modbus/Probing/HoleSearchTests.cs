using CsCheck;
using Understudy.Hardware.Modbus;
using Understudy.Hardware.Modbus.Probing;
using Understudy.Hardware.Plant;

namespace Understudy.Tests.Hardware.Modbus.Probing;

public sealed class HoleSearchTests
{
    private static readonly Gen<(AddressSpan Range, HashSet<int> There)> Devices = Gen
        .Select(Gen.Int[0, 65535], Gen.Int[1, 400], Gen.Enum<ModbusTable>())
        .SelectMany((first, count, table) =>
        {
            var range = new AddressSpan(table, first, Math.Min(count, 65536 - first));
            // Runs, as devices have them, rather than noise.
            return Gen.Select(Gen.Int[-20, range.Count], Gen.Int[1, 120]).Array[0, 6].Select(runs => (range, runs
                .SelectMany(run => Enumerable.Range(range.First + run.Item1, run.Item2)).ToHashSet()));
        });

    [Fact]
    public void Given_no_holes_when_searched_then_blocks_are_asked_and_no_more()
    {
        var asked = new List<string>();
        var finding = Search(new AddressSpan(ModbusTable.Holding, 10, 300), _ => true, asked);
        Assert.Equal(["holding/10..134", "holding/135..259", "holding/260..309"], asked);
        Assert.Empty(finding.Gaps);
        Assert.Equal(300, finding.Values.Count);
    }

    [Fact]
    public void Given_a_hole_when_its_block_is_refused_then_halves_are_asked()
    {
        var asked = new List<string>();
        var finding = Search(new AddressSpan(ModbusTable.Input, 0, 8), address => address != 5, asked);
        Assert.Equal(
            ["input/0..7", "input/0..3", "input/4..7", "input/4..5", "input/6..7", "input/4", "input/5"], asked);
        Assert.Equal("input/5 exception 02: illegal data address", Told(finding.Gaps.Single()));
    }

    [Fact]
    public void Given_a_device_without_the_function_when_refused_once_then_the_table_is_asked_no_more()
    {
        var search = new HoleSearch(new AddressSpan(ModbusTable.Discrete, 0, 5000));
        search.Refused(ModbusExceptionCode.IllegalFunction);
        Assert.Null(search.Next);
        Assert.Equal("discrete/0..4999 exception 01: illegal function", Told(search.Finding().Gaps.Single()));
    }

    [Fact]
    public void Given_a_silent_block_when_more_is_left_then_it_is_not_divided()
    {
        var search = new HoleSearch(new AddressSpan(ModbusTable.Holding, 0, 126));
        search.Unanswered();
        Assert.Equal("holding/125", search.Next.ToString());
        search.Answered([7]);
        Assert.Equal("holding/0..124 no answer", Told(search.Finding().Gaps.Single()));
    }

    [Fact]
    public void Given_a_search_that_is_stopped_then_each_gap_says_what_is_known_of_it()
    {
        var search = new HoleSearch(new AddressSpan(ModbusTable.Holding, 0, 250));
        search.Refused(ModbusExceptionCode.IllegalDataAddress);
        Assert.Equal(
            [
                "holding/0..124 exception 02: illegal data address; refused as one block, not asked in parts",
                "holding/125..249 not asked",
            ],
            search.Finding().Gaps.Select(Told));
    }

    [Fact]
    public void Every_address_of_any_device_is_found_or_known_to_be_missing() => Devices.Sample(device =>
    {
        var finding = Search(device.Range, device.There.Contains);
        var addresses = Enumerable.Range(device.Range.First, device.Range.Count).ToArray();
        Assert.Equal(addresses.Where(device.There.Contains), finding.Values.Keys);
        Assert.All(finding.Values, pair => Assert.Equal((ushort)pair.Key, pair.Value));
        Assert.Equal(
            addresses.Where(address => !device.There.Contains(address)),
            finding.Gaps.SelectMany(gap => Enumerable.Range(gap.Span.First, gap.Span.Count)));
    });

    [Fact]
    public void However_early_a_search_is_stopped_each_address_has_a_value_or_one_gap() => Gen
        .Select(Devices, Gen.Int[0, 40])
        .Sample((device, requests) =>
        {
            var finding = Search(device.Range, device.There.Contains, requestsMax: requests);
            var told = finding.Values.Keys
                .Concat(finding.Gaps.SelectMany(gap => Enumerable.Range(gap.Span.First, gap.Span.Count))).Order();
            Assert.Equal(Enumerable.Range(device.Range.First, device.Range.Count), told);
        });

    [Fact]
    public void Neighbouring_gaps_of_one_kind_are_one() => Devices.Sample(device =>
    {
        var gaps = Search(device.Range, device.There.Contains).Gaps;
        for (var i = 1; i < gaps.Length; i++) Assert.True(gaps[i - 1].Span.Last + 1 < gaps[i].Span.First);
    });

    private static ProbeFinding Search(
        AddressSpan range, Func<int, bool> isThere, List<string>? asked = null, int requestsMax = int.MaxValue)
    {
        var search = new HoleSearch(range);
        for (var requests = 0; requests < requestsMax && search.Next is { } span; requests++)
        {
            asked?.Add(span.ToString());
            var addresses = Enumerable.Range(span.First, span.Count).ToArray();
            if (addresses.All(isThere)) search.Answered([.. addresses.Select(address => (ushort)address)]);
            else search.Refused(ModbusExceptionCode.IllegalDataAddress);
        }

        return search.Finding();
    }

    private static string Told(ProbeGap gap) => $"{gap.Span} {gap.Reason}";
}
