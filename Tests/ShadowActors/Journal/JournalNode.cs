using Akka.Actor;
using Akka.Hosting;
using Akka.TestKit.Xunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Journal;
using Understudy.ShadowActors.Journal.Store;

namespace Understudy.Tests.ShadowActors.Journal;

/// <summary>A node with nothing but a journal.</summary>
internal sealed class JournalNode : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly TestKit _kit;

    private JournalNode(IHost host)
    {
        _host = host;
        _kit = new TestKit(host.Services.GetRequiredService<ActorSystem>());
    }

    public static async Task<JournalNode> StartAsync(JournalStoreOptions options, string hocon = "")
    {
        var host = new HostBuilder()
            .ConfigureLogging(logging => logging.ClearProviders())
            .ConfigureServices(services => services.AddAkka("journal", (builder, _) => builder
                .AddHocon("akka { loglevel = OFF, stdout-loglevel = OFF }", HoconAddMode.Append)
                .AddHocon(hocon.Length == 0 ? "a = 1" : hocon, HoconAddMode.Append)
                .AddUnderstudyJournal(options)))
            .Build();
        await host.StartAsync();
        return new JournalNode(host);
    }

    public ActorSystem System => _kit.Sys;

    public JournalOwner Open(string device, JournalLimits? limits = null)
    {
        var probe = _kit.CreateTestProbe();
        var props = new JournalProps(limits ?? JournalLimits.Default, () => 0.5);
        return new JournalOwner(probe, probe.ChildActorOf(props.ForDevice(device)));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }
}
