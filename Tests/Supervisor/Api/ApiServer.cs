using System.Text;
using System.Text.Json;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Understudy.Hardware.Model;
using Understudy.Hardware.Plant;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Supervisor.Api;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.Plant;

namespace Understudy.Tests.Supervisor.Api;

/// <summary>The API on a real server, before actors that answer as the test tells them.</summary>
public sealed class ApiServer : IAsyncLifetime
{
    public const string Plant = """
        gateways:
          hall1:
            link: {modbusTcp: 127.0.0.1:1502}
            devices:
              oven: {profile: eurotherm, unit: 1}
              pump: {profile: eurotherm, unit: 2}
        profiles:
          eurotherm:
            class: register
            points:
              temp: {at: input/0, type: float32, order: CDAB, unit: Cel}
              sp: {at: holding/2, type: int16, scale: 0.1, unit: Cel, range: [0, 300], role: configuration}
              count: {at: holding/4, type: uint16, unit: "1", role: output}
              state: {at: holding/5, values: {0: off, 1: on}, role: configuration}
              ramp:
                role: configuration
                fields: {target: {at: holding/6, type: float32}, time: {at: holding/8} }
            commands:
              start: {write: {at: coil/0, value: true}, idempotent: false}
        """;

    private readonly ActorSystem _system = ActorSystem.Create("api");
    private WebApplication? _app;

    public static PlantSpec PlantSpec { get; } = PlantFile.Parse(Plant, "plant.yaml").Plant!;

    public static DeviceId Oven { get; } = DeviceId.Parse("hall1/oven");

    public Func<object, object?> Region { get; set; } = _ => null;

    public Func<object, object?> ShadowManager { get; set; } = _ => null;

    public bool AllowDrills { get; init; } = true;

    internal ScriptedJournal Journal { get; } = new();

    public HttpClient Http { get; } = new();

    public WebApplication App => _app!;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = ApiLimits.BodyBytesMax);
        builder.Logging.ClearProviders();
        var options = new NodeOptions { AllowDrills = AllowDrills };
        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton(_system);
        builder.Services.AddSingleton<IRequiredActor<GatewayRegion>>(
            new FixedActor<GatewayRegion>(Scripted(message => Region(message))));
        builder.Services.AddSingleton<IRequiredActor<ShadowManager>>(
            new FixedActor<ShadowManager>(Scripted(message => ShadowManager(message))));
        builder.Services.AddSingleton<IJournalReader>(Journal);
        var face = new ApiFace();
        face.AddServices(builder.Services, options);
        _app = builder.Build();
        face.Map(_app);
        _app.Services.GetRequiredService<PlantView>().Show(new DeclaredPlant("plant.yaml", Plant, PlantSpec));
        await _app.StartAsync();
        Http.BaseAddress = new Uri(_app.Urls.First());
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_app is not null) await _app.DisposeAsync();
        await _system.Terminate();
    }

    public async Task<(HttpResponseMessage Response, JsonElement Body)> SendAsync(
        HttpMethod method, string path, string? json = null, string? key = null, string type = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null) request.Content = new StringContent(json, Encoding.UTF8, type);
        if (key is not null) request.Headers.Add("Idempotency-Key", key);
        var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return (response, text.Length == 0 ? default : JsonDocument.Parse(text).RootElement);
    }

    private IActorRef Scripted(Func<object, object?> answer) =>
        _system.ActorOf(Props.Create(() => new ScriptedActor(answer)));
}
