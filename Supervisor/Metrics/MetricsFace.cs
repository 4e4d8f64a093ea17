using OpenTelemetry.Metrics;
using Understudy.ShadowActors.Metrics;
using Understudy.Supervisor.Hosting;

namespace Understudy.Supervisor.Metrics;

/// <summary>The node's metrics at <c>/metrics</c>, as Prometheus reads them.</summary>
public sealed class MetricsFace : INodeFace
{
    public const string Path = "/metrics";

    /// <summary>Series of one metric, over a node's life; what comes after is put together under one label. Room for
    /// them is made at the start, less than 100 bytes each.</summary>
    public const int SeriesMax = 10_000;

    public void AddServices(IServiceCollection services, NodeOptions options) =>
        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter(NodeMetrics.MeterName)
            .AddView(_ => new MetricStreamConfiguration { CardinalityLimit = SeriesMax })
            .AddPrometheusExporter(prometheus =>
            {
                // The meter's name begins every name already, and the scraper says which node it asked.
                prometheus.ScopeInfoEnabled = false;
                prometheus.TargetInfoEnabled = false;
                // One who asks twice wants to see what happened between.
                prometheus.ScrapeResponseCacheDurationMilliseconds = 0;
            }));

    public void Map(WebApplication app) => app.MapPrometheusScrapingEndpoint(Path);
}
