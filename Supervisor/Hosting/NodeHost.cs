namespace Understudy.Supervisor.Hosting;

/// <summary>Puts a node together and runs it.</summary>
public static class NodeHost
{
    /// <summary>A node that is not yet started. <c>app.Urls</c> tells its addresses once it is.</summary>
    /// <exception cref="StartFailedException">Something it needs is missing or taken.</exception>
    public static WebApplication Build(NodeOptions options, Action<IServiceCollection>? parts = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls(options.Urls);
        builder.Services.AddSingleton(options);
        parts?.Invoke(builder.Services);
        return builder.Build();
    }

    /// <summary>Runs a node until it is told to stop; returns the exit code. Errors are one line on stderr.</summary>
    public static async Task<int> RunAsync(NodeOptions options, Action<IServiceCollection>? parts = null)
    {
        try
        {
            await using var app = Build(options, parts);
            await app.RunAsync();
            return ExitCode.Success;
        }
        catch (StartFailedException error)
        {
            await Console.Error.WriteLineAsync($"understudy: {error.Message}");
            return error.ExitCode;
        }
    }
}
