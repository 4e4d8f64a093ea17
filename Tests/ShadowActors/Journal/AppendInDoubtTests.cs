using Npgsql;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal.Store;
using Understudy.ShadowActors.Protocol;
using Understudy.Tests.Hardware.Modbus;
using Understudy.Tests.Peers;
using Understudy.Tests.ShadowActors.Actors;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>A real device and a real database, and a commit of which only one side knows what became of it.</summary>
public sealed class AppendInDoubtTests(PostgresServer server) : IClassFixture<PostgresServer>
{
    private const string Point = "level";
    private const string Dispatch = "request-dispatched.v1";

    [Fact(Timeout = 120_000)]
    public async Task A_dispatch_that_is_there_after_all_is_voided_and_never_sent()
    {
        await using var way = await OpenAsync();
        var before = way.Gateway.Held(Point);
        way.Proxy.CutNext(Dispatch, isCommitted: true);

        var answer = await way.Gateway.WriteAsync(Point, 4711);

        Assert.Equal(1, way.Proxy.Cuts);
        var status = Assert.IsType<ShadowReplies.RequestStatus>(answer);
        Assert.Equal(Verdict.NotExecuted, status.Verdict);
        Assert.Contains("nothing was sent", status.Reason);
        Assert.Single(await way.Gateway.JournalAsync("request-dispatched"));
        Assert.Contains(status.Request.Value, Assert.Single(await way.Gateway.JournalAsync("dispatch-voided")));
        Assert.Equal(before, way.Gateway.Held(Point));
        await AssertGoesOnAsync(way);
    }

    [Fact(Timeout = 120_000)]
    public async Task A_dispatch_that_is_not_there_is_kept_out_by_a_barrier()
    {
        await using var way = await OpenAsync();
        var before = way.Gateway.Held(Point);
        way.Proxy.CutNext(Dispatch, isCommitted: false);

        var answer = await way.Gateway.WriteAsync(Point, 4711);

        Assert.Equal(1, way.Proxy.Cuts);
        var refused = Assert.IsType<ShadowReplies.Refused>(answer);
        Assert.Equal(RefusalKind.JournalUnavailable, refused.Kind);
        Assert.Equal(before, way.Gateway.Held(Point));
        await Probe.UntilAsync(async () => (await way.Gateway.JournalAsync("journal-resumed")).Count == 1);
        Assert.Empty(await way.Gateway.JournalAsync("request-dispatched"));
        await AssertGoesOnAsync(way);
    }

    private static async Task AssertGoesOnAsync(Way way)
    {
        Assert.Equal(Verdict.Confirmed, await way.Gateway.VerdictAsync(Point, 42));
        Assert.Equal(42, way.Gateway.Held(Point));
        Assert.DoesNotContain(
            way.Gateway.Simulator.Executions.Entries, entry => entry.Values.Any(value => $"{value}" == "4711"));
    }

    private async Task<Way> OpenAsync()
    {
        var text = new NpgsqlConnectionStringBuilder(await server.CreateDatabaseAsync());
        var proxy = new CommitCuttingProxy(text.Port);
        text.Port = proxy.Port;
        var options = JournalStoreOptions.From(text.ConnectionString, "unused");
        return new Way(proxy, await RealGateway.StartAsync(options));
    }

    private sealed record Way(CommitCuttingProxy Proxy, RealGateway Gateway) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync()
        {
            await Gateway.DisposeAsync();
            await Proxy.DisposeAsync();
        }
    }
}
