using System.ComponentModel;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Cli;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.Supervisor.Api;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Journals;
using Understudy.Supervisor.CommandLine.Words;
using Understudy.Supervisor.PostMortem;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy report DEVICE</c></summary>
public sealed class ReportCommand(Terminal terminal, TimeProvider clock)
    : NodeCommand<ReportCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        if (settings.Failure is < 1)
            throw new CommandFailedException(
                CommandExit.BadInput, $"--failure is the number of a failure, from 1, not {settings.Failure}.");
        IJournalSource journal = settings.Database is { } database
            ? new DatabaseJournal(DatabaseOption.Parse(database), clock)
            : new NodeJournal(client);
        var answer = settings.List
            ? await journal.FailuresAsync(device, cancellation)
            : await journal.ReportAsync(device, settings.Failure, cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device} report", settings);
        if (settings.Json) Terminal.Raw(answer.Body);
        else if (settings.List) Show(JsonSerializer.Deserialize(answer.Body, ApiJson.Web.FailureList)!);
        else Show(JsonSerializer.Deserialize(answer.Body, ApiJson.Web.FailureReport)!);
        return CommandExit.Ok;
    }

    private void Show(FailureReport report)
    {
        foreach (var line in FailureText.Of(report, clock.LocalTimeZone).TrimEnd('\n').Split('\n')) Terminal.Raw(line);
    }

    private void Show(FailureList list)
    {
        var local = new LocalTime(clock.LocalTimeZone);
        if (list.KnownSince is { } since) Terminal.Raw($"Entries before {local.Whole(since)} are deleted.");
        if (list.Failures.IsEmpty)
        {
            Terminal.Raw($"No failure of {list.Device} is on record.");
            return;
        }

        var table = Terminal.NewTable("failure", "at", "driver", "kind", "failures", "ended", "after", "what");
        foreach (var failure in list.Failures)
        {
            table.AddRow(
                new Text($"{failure.Number}"),
                new Text(local.Whole(failure.At)),
                new Text($"{failure.Incarnation}"),
                new Text($"{failure.Kind}"),
                new Text($"{failure.Failures}"),
                new Text($"{failure.Outcome}", Styles.OfMode($"{failure.Outcome}")),
                new Text(failure.Seconds is { } seconds ? AgeText.Elapsed(TimeSpan.FromSeconds(seconds)) : ""),
                new Text(ValueText.OneLine(failure.Message)));
        }

        Terminal.Out.Write(table);
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : JournalAccessSettings
    {
        [CommandOption("--failure <NUMBER>")]
        [Description("Which failure. Default: the newest")]
        public long? Failure { get; init; }

        [CommandOption("--list")]
        [Description("List the failures instead, the newest first")]
        public bool List { get; init; }
    }
}
