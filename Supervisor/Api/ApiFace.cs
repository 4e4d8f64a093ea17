using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Understudy.ShadowActors.Journal.Store;
using Understudy.Supervisor.Alarms;
using Understudy.Supervisor.Api.Endpoints;
using Understudy.Supervisor.Api.Events;
using Understudy.Supervisor.Api.Problems;
using Understudy.Supervisor.Devices;
using Understudy.Supervisor.Hosting;
using Understudy.Supervisor.Manager;
using Understudy.Supervisor.PostMortem;

namespace Understudy.Supervisor.Api;

/// <summary>The REST API under <c>/api/v1</c>, its OpenAPI document and the node's health.</summary>
public sealed class ApiFace : INodeFace
{
    public void AddServices(IServiceCollection services, NodeOptions options)
    {
        services.AddSingleton<PlantView>();
        services.AddSingleton<RequestIndex>();
        services.AddSingleton<IDeviceClient, DeviceClient>();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<AlarmDesk>();
        services.AddSingleton<JournalFollowers>();
        services.AddSingleton(provider => new PostMortemAnswers(
            provider.GetRequiredService<IJournalReader>(),
            provider.GetRequiredService<TimeProvider>(),
            device => provider.GetRequiredService<PlantView>().Current?.Device(device) is not null,
            provider.GetRequiredService<PlantView>().NamesAsync));
        services.AddSingleton<TraceFollowers>();
        services.AddSingleton<EventStreams>();
        services.AddSingleton<INodeHealth, NodeHealth>();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Web);
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter());
        });
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.AddOpenApi(ApiDocument.Name, ApiDocument.Describe);
    }

    public void Map(WebApplication app)
    {
        app.UseMiddleware<OriginGate>();
        app.UseMiddleware<RequestGate>();
        app.MapOpenApi();
        var api = app.MapGroup("/api/v1");
        // What the two gates and an error of the node's own make of any request.
        foreach (var status in (ReadOnlySpan<int>)[421, 500, 503])
        {
            api.WithMetadata(
                new ProducesResponseTypeMetadata(status, typeof(ProblemBody), [ProblemResult.ContentType]));
        }

        DeviceEndpoints.Map(api.MapGroup("").WithTags("Devices"));
        PointEndpoints.Map(api.MapGroup("").WithTags("Points"));
        CommandEndpoints.Map(api.MapGroup("").WithTags("Commands"));
        RequestEndpoints.Map(api.MapGroup("").WithTags("Requests"));
        var decisions = api.MapGroup("").WithTags("Decisions");
        StateEndpoints.Map(decisions);
        LockEndpoints.Map(decisions);
        DriverEndpoints.Map(api.MapGroup("").WithTags("Drivers"));
        DifferenceEndpoints.Map(api.MapGroup("").WithTags("Differences"));
        QuarantineEndpoints.Map(api.MapGroup("").WithTags("Quarantine"));
        AlarmEndpoints.Map(api.MapGroup("").WithTags("Alarms"));
        EventEndpoints.Map(api.MapGroup("").WithTags("Events"));
        JournalEndpoints.Map(api.MapGroup("").WithTags("Journal"));
        PostMortemEndpoints.Map(api.MapGroup("").WithTags("Journal"));
        TraceEndpoints.Map(api.MapGroup("").WithTags("Wire trace"));
        PlantEndpoints.Map(api.MapGroup("").WithTags("Plant"));
        HealthEndpoints.Map(app);
    }
}
