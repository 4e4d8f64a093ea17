using OpenTelemetry.Resources;
using OpenTelemetry.Trace;
using Understudy.DriverActors.Tracing;
using Understudy.Supervisor.Hosting;

namespace Understudy.Supervisor.Tracing;

/// <summary>Sends the node's traces to a collector, where the environment names one. All else that the standard
/// variables say (protocol, headers, sampler, sizes of queues) is followed too.</summary>
public sealed class TracesFace : INodeFace
{
    public const string ServiceName = "understudy";

    private static readonly string[] EndpointVariables =
        ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

    public static bool IsOn { get; } =
        EndpointVariables.Any(name => Environment.GetEnvironmentVariable(name) is { Length: > 0 });

    public void AddServices(IServiceCollection services, NodeOptions options)
    {
        if (!IsOn) return;
        services.AddOpenTelemetry()
            // The environment comes last: what it says stands.
            .ConfigureResource(resource => resource
                .AddService(ServiceName, serviceInstanceId: options.NodeName)
                .AddEnvironmentVariableDetector())
            .WithTracing(traces => traces
                .AddSource(RequestTrace.SourceName)
                .AddAspNetCoreInstrumentation(http => http.Filter = IsOfApi)
                .AddOtlpExporter());
    }

    public void Map(WebApplication app)
    {
    }

    // What scrapes, looks after the node's health or shows pages would hide the requests.
    private static bool IsOfApi(HttpContext http) => http.Request.Path.StartsWithSegments("/api");
}
