using Understudy.Tests.Supervisor.Plant;

namespace Understudy.Tests.ShadowActors.Domain;

/// <summary>Mode, request and policy as an approved file, which is also what users look it up in.</summary>
public sealed class PolicyTableTests
{
    [Fact]
    public void Every_mode_answers_every_request_under_every_policy_as_approved()
    {
        var received = PolicyTables.Text();
        var approved = RepositoryFile.PathOf("Tests", "ShadowActors", "Domain", "approved", "policy-tables.md");
        var wanted = File.Exists(approved) ? File.ReadAllText(approved) : "";
        if (received == wanted) return;
        File.WriteAllText(Path.ChangeExtension(approved, ".received.md"), received);
        var lines = received.Split('\n').Except(wanted.Split('\n'));
        Assert.Fail($"Not as approved; see the received file beside it:\n{string.Join('\n', lines)}");
    }

    [Fact]
    public void The_page_for_users_has_the_approved_tables() => Assert.EndsWith(
        RepositoryFile.Text("Tests", "ShadowActors", "Domain", "approved", "policy-tables.md"),
        RepositoryFile.Text("docs", "policies.md"));
}
