namespace Understudy.Tests.Architecture;

public sealed class CodeRulesTests
{
    [Theory]
    [InlineData("Supervisor/A.cs", "// TODO: later", 1)]
    [InlineData("Supervisor/A.cs", "/* a\n FIXME */", 1)]
    [InlineData("Supervisor/A.cs", "throw new NotImplementedException();", 1)]
    [InlineData("akka.conf", "# HACK for now", 1)]
    [InlineData("Supervisor/A.cs", "Say(\"TODO and NotImplementedException\");", 0)]
    public void Nothing_is_left_unfinished(string path, string text, int violations) =>
        Assert.Equal(violations, CodeRules.Unfinished(new(path, text)).Count());

    [Theory]
    [InlineData("DateTimeOffset.UtcNow")]
    [InlineData("DateTime.Today")]
    [InlineData("TimeProvider.System")]
    [InlineData("Environment.TickCount64")]
    [InlineData("Guid.NewGuid()")]
    [InlineData("Guid.CreateVersion7()")]
    [InlineData("Random.Shared")]
    [InlineData("new Random(1)")]
    [InlineData("Stopwatch.StartNew()")]
    [InlineData("Task.Run(() => 1)")]
    [InlineData("Thread.Sleep(1)")]
    [InlineData("Console.WriteLine()")]
    [InlineData("using Akka.Actor")]
    [InlineData("using Microsoft.Extensions.Logging")]
    public void A_decision_reads_no_clock_and_knows_no_actor(string code)
    {
        Assert.Single(InDomain("ShadowActors/Domain/A.cs"));
        Assert.Single(InDomain("ShadowActors/Domain/Recovery/A.cs"));
        Assert.Empty(InDomain("ShadowActors/Actors/A.cs"));
        Assert.Empty(InDomain("Tests/ShadowActors/Domain/A.cs"));

        IEnumerable<string> InDomain(string path)
        {
            var file = new SourceFile(path, $"{code};\n");
            return CodeRules.ImpureDomain(file).Concat(CodeRules.DomainOfActors(file));
        }
    }

    [Theory]
    [InlineData("Tests/A.cs", "Thread.Sleep(5);", 1)]
    [InlineData("Tests/A.cs", "Task.Delay(5); // not Thread.Sleep", 0)]
    public void No_thread_sleeps(string path, string text, int violations) =>
        Assert.Equal(violations, CodeRules.SleepingThread(new(path, text)).Count());

    [Theory]
    [InlineData("ShadowActors/Actors/A.cs", "var x = task.Result;", 1)]
    [InlineData("ShadowActors/Actors/A.cs", "task.ContinueWith(ended => self.Tell(ended.Result));", 0)]
    [InlineData("ShadowActors/Actors/A.cs", "if (task.IsCompletedSuccessfully) Report(task.Result);", 0)]
    [InlineData("DriverActors/A.cs", "task.Wait();", 1)]
    [InlineData("DriverActors/A.cs", "Task.WaitAll(a, b);", 1)]
    [InlineData("Supervisor/Actors/A.cs", "task.GetAwaiter()\n    .GetResult();", 1)]
    [InlineData("Supervisor/Actors/A.cs", "await task.WaitAsync(limit); Results.Ok();", 0)]
    [InlineData("Supervisor/Manager/ShadowManagerActor.Journal.cs", "task.Wait();", 1)]
    [InlineData("ShadowActors/Domain/A.cs", "return setting.Result;", 0)]
    [InlineData("Hardware/A.cs", "task.Wait();", 0)]
    public void No_actor_waits_for_a_task(string path, string text, int violations) =>
        Assert.Equal(violations, CodeRules.BlockingActor(new(path, text)).Count());

    [Fact]
    public void The_tree_is_finished() => Assert.Empty(Repository.Files.SelectMany(CodeRules.Unfinished));

    [Fact]
    public void Every_decision_is_pure() => Assert.Empty(Repository.Files.SelectMany(CodeRules.ImpureDomain));

    [Fact]
    public void Every_decision_is_apart_from_actors() =>
        Assert.Empty(Repository.Files.SelectMany(CodeRules.DomainOfActors));

    [Fact]
    public void Nothing_sleeps() => Assert.Empty(Repository.Files.SelectMany(CodeRules.SleepingThread));

    [Fact]
    public void Nothing_blocks_an_actor() => Assert.Empty(Repository.Files.SelectMany(CodeRules.BlockingActor));
}
