using System.ComponentModel;
using System.Text.Json;
using Spectre.Console;
using Spectre.Console.Cli;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy alarms</c></summary>
public sealed class AlarmsCommand(Terminal terminal, TimeProvider clock)
    : NodeCommand<AlarmsCommand.Settings>(terminal)
{
    protected override async Task<int> AskAsync(ApiClient client, Settings settings, CancellationToken cancellation)
    {
        var answer = await client.GetAsync($"alarms{(settings.All ? "?all=true" : "")}", cancellation);
        if (!answer.IsSuccess) return Refuse(answer, "alarms", settings);
        if (settings.Json)
        {
            Terminal.Raw(answer.Body);
            return CommandExit.Ok;
        }

        var list = JsonSerializer.Deserialize(answer.Body, AnswerJson.Default.ApiAlarmList);
        if (list is null || list.Alarms.Count == 0) Terminal.Raw("No alarms.");
        else Show(list);
        if (list?.Silent is { Count: > 0 } silent)
            Terminal.Error($"No answer, so their alarms are not known: {string.Join(", ", silent)}");
        return CommandExit.Ok;
    }

    private void Show(ApiAlarmList list)
    {
        var table = Terminal.NewTable("alarm", "severity", "state", "for", "what");
        foreach (var alarm in list.Alarms)
        {
            table.AddRow(
                new Text(alarm.Id),
                new Text(alarm.Severity, Styles.OfSeverity(alarm.Severity)),
                new Text(AlarmText.StateOf(alarm)),
                new Text(AgeText.Of(clock.GetUtcNow() - alarm.RaisedAt)),
                new Text(AlarmText.WhatOf(alarm)));
        }

        Terminal.Out.Write(table);
        if (list.Total > list.Alarms.Count) Terminal.Raw($"{list.Total - list.Alarms.Count} more are not shown.");
    }

    /// <summary>Its arguments.</summary>
    public sealed class Settings : NodeSettings
    {
        [CommandOption("--all")]
        [Description("Also those that are shelved, out of service, or follow from another one")]
        public bool All { get; init; }
    }
}
