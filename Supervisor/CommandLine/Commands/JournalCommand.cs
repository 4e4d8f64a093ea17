using System.Globalization;
using Spectre.Console;
using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy journal DEVICE</c></summary>
public sealed class JournalCommand(Terminal terminal, TimeProvider clock) : NodeCommand<JournalSettings>(terminal)
{
    public const int LimitMax = 1_000;

    private static readonly TimeSpan FollowPeriod = TimeSpan.FromSeconds(1);

    private long _shownUpTo;
    private bool _isFollowing;

    protected override async Task<int> AskAsync(
        ApiClient client, JournalSettings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        var limit = settings.Limit ?? JournalSettings.DefaultLimit;
        if (limit is < 1 or > LimitMax)
            throw new CommandFailedException(CommandExit.BadInput, $"--limit is 1 to {LimitMax}, not {limit}.");
        var exit = await ShowAsync(client, settings, device, Query(settings, limit), cancellation);
        _isFollowing = settings.Follow;
        if (!_isFollowing || exit != CommandExit.Ok) return exit;
        try
        {
            while (exit == CommandExit.Ok)
            {
                await Task.Delay(FollowPeriod, clock, cancellation);
                exit = await ShowAsync(client, settings, device, Query(settings, LimitMax), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how following ends.
            return CommandExit.Ok;
        }

        return exit;
    }

    private static DateTimeOffset? Time(string? text, string option) => text switch
    {
        null => null,
        _ when DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeLocal, out var time) => time,
        _ => throw new CommandFailedException(
            CommandExit.BadInput, $"{option} '{text}' is no time: 2026-03-01T08:00:00Z is expected."),
    };

    private string Query(JournalSettings settings, int limit)
    {
        var query = $"?limit={limit}";
        if (Time(settings.From, "--from") is { } from) query += $"&from={from.UtcDateTime:O}";
        if (Time(settings.To, "--to") is { } to) query += $"&to={to.UtcDateTime:O}";
        if (settings.Kind is { } kind) query += $"&kind={Uri.EscapeDataString(kind)}";
        return _isFollowing ? $"{query}&after={_shownUpTo}" : query;
    }

    private async Task<int> ShowAsync(
        ApiClient client,
        JournalSettings settings,
        DeviceId device,
        string query,
        CancellationToken cancellation)
    {
        var path = $"{ApiClient.PathOf(device)}/journal{query}";
        var answer = await client.GetAsync(path, cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device} journal", settings);
        var entries = JournalPage.Parse(answer.Body).Entries.ToList();
        if (entries.Count == 0)
        {
            if (_shownUpTo == 0 && !settings.Json && !settings.Follow) Terminal.Raw("No entries.");
            return CommandExit.Ok;
        }

        if (settings.Json) entries.ForEach(item => Terminal.Raw(item.Json));
        else Show([.. entries.Select(item => item.Entry)], withHead: _shownUpTo == 0);
        _shownUpTo = entries[^1].Entry.Number;
        return CommandExit.Ok;
    }

    private void Show(List<JournalEntry> entries, bool withHead)
    {
        var table = Terminal.NewTable("time", "kind", "who", "what");
        if (!withHead) table.HideHeaders();
        foreach (var entry in entries)
        {
            table.AddRow(
                new Text(entry.Time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)),
                new Text(entry.KindInWords, entry.IsTrouble ? Styles.Bad : Style.Plain),
                new Text(entry.Who),
                new Text(entry.Sentence));
        }

        Terminal.Out.Write(table);
    }
}
