namespace Understudy.Supervisor.Hosting;

/// <summary>Something that a node serves over HTTP: the API, the pages.</summary>
public interface INodeFace
{
    void AddServices(IServiceCollection services, NodeOptions options);

    void Map(WebApplication app);
}
