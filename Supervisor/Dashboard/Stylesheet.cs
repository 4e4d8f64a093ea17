using System.Diagnostics;
using System.Security.Cryptography;

namespace Understudy.Supervisor.Dashboard;

/// <summary>The pages' style sheet, embedded, under an address that changes with its content.</summary>
public static class Stylesheet
{
    public const string Path = "/dashboard.css";

    private static readonly byte[] Content = Read();

    public static string Href { get; } = $"{Path[1..]}?{Convert.ToHexStringLower(SHA256.HashData(Content))[..12]}";

    public static IResult Serve(HttpResponse response)
    {
        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(Content, "text/css; charset=utf-8");
    }

    private static byte[] Read()
    {
        using var stream = typeof(Stylesheet).Assembly.GetManifestResourceStream("dashboard.css")
            ?? throw new UnreachableException("dashboard.css is not embedded.");
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
