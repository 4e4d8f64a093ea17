using Understudy.Tests.Architecture;

namespace Understudy.Tests.Peers;

/// <summary>A script of <c>Tests/Peers/node</c>, run where its packages are installed.</summary>
internal static class NodeScript
{
    public static PeerProcess Start(string name, params string[] arguments)
    {
        var folder = Path.Combine(Repository.Root, "Tests", "Peers", "node");
        if (!Directory.Exists(Path.Combine(folder, "node_modules")))
            throw new DirectoryNotFoundException($"No packages in {folder}: run test.sh, or 'npm ci' there.");
        return PeerProcess.Start("node", [Path.Combine(folder, name), .. arguments]);
    }
}
