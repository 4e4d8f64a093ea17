using Microsoft.AspNetCore.Hosting.StaticWebAssets;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using Understudy.Supervisor.Dashboard.View;
using Understudy.Supervisor.Hosting;

namespace Understudy.Supervisor.Dashboard;

/// <summary>The pages for people.</summary>
public sealed class DashboardFace : INodeFace
{
    private const string AssetList = "understudy.staticwebassets.endpoints.json";
    private const string AssetPlaces = "understudy.staticwebassets.runtime.json";

    public void AddServices(IServiceCollection services, NodeOptions options)
    {
        services.AddRouting();
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IPlantView, ClusterPlantView>();
        services.TryAddSingleton<PlantFeed>();
        services.TryAddSingleton<JournalCache>();
    }

    public void Map(WebApplication app)
    {
        FindAssets(app);
        app.UseAntiforgery();
        app.MapGet(Stylesheet.Path, Stylesheet.Serve).ExcludeFromDescription();
        app.MapStaticAssets(AssetList);
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
    }

    // The script that keeps pages live lies beside a published program, wherever that is started from, and where the
    // build's own list says when it runs from source.
    private static void FindAssets(WebApplication app)
    {
        var published = Path.Combine(AppContext.BaseDirectory, "wwwroot");
        if (Directory.Exists(published))
        {
            app.Environment.WebRootFileProvider = new PhysicalFileProvider(published);
            return;
        }

        app.Configuration[WebHostDefaults.StaticWebAssetsKey] = Path.Combine(AppContext.BaseDirectory, AssetPlaces);
        StaticWebAssetsLoader.UseStaticWebAssets(app.Environment, app.Configuration);
    }
}
