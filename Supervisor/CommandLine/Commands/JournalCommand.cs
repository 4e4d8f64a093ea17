using System.Globalization;
using System.Text.Json;
using Spectre.Console;
using Understudy.Hardware.Model;
using Understudy.ShadowActors.Domain.PostMortem;
using Understudy.Supervisor.Api;
using Understudy.Supervisor.Api.Input;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Journals;
using Understudy.Supervisor.CommandLine.Words;
using Understudy.Supervisor.PostMortem;

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
        IJournalSource journal = settings.Database is { } database
            ? new DatabaseJournal(DatabaseOption.Parse(database), clock)
            : new NodeJournal(client);
        if (settings.Diff is not null) return await CompareAsync(journal, settings, device, cancellation);
        if (settings.At is not null) return await ShowStateAsync(journal, settings, device, cancellation);
        var limit = settings.Limit ?? JournalSettings.DefaultLimit;
        if (limit is < 1 or > LimitMax)
            throw new CommandFailedException(CommandExit.BadInput, $"--limit is 1 to {LimitMax}, not {limit}.");
        var exit = await ShowAsync(journal, settings, device, Part(settings, limit), cancellation);
        _isFollowing = settings.Follow;
        if (!_isFollowing || exit != CommandExit.Ok) return exit;
        try
        {
            while (exit == CommandExit.Ok)
            {
                await Task.Delay(FollowPeriod, clock, cancellation);
                exit = await ShowAsync(journal, settings, device, Part(settings, LimitMax), cancellation);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Ctrl-C is how following ends.
            return CommandExit.Ok;
        }

        return exit;
    }

    private DateTimeOffset? Time(string? text, string option)
    {
        if (text is null) return null;
        var isLimit = option is "--from" or "--to";
        return TimeText.TryParse(text, clock.GetUtcNow(), clock.LocalTimeZone, isLimit, out var time, out var problem)
            ? time
            : throw new CommandFailedException(CommandExit.BadInput, $"{option} '{text}' {problem}.");
    }

    private JournalInput Part(JournalSettings settings, int limit) => new(
        Time(settings.From, "--from") is { } from ? $"{from.UtcDateTime:O}" : null,
        Time(settings.To, "--to") is { } to ? $"{to.UtcDateTime:O}" : null,
        settings.Kind,
        limit.ToString(CultureInfo.InvariantCulture),
        _isFollowing ? _shownUpTo.ToString(CultureInfo.InvariantCulture) : null);

    private async Task<int> ShowStateAsync(
        IJournalSource journal, JournalSettings settings, DeviceId device, CancellationToken cancellation)
    {
        var at = Time(settings.At, "--at")!.Value;
        var answer = await journal.StateAsync(device, at, cancellation);
        if (!answer.IsSuccess) return Refuse(answer, $"{device} state", settings);
        if (settings.Json) Terminal.Raw(answer.Body);
        else Lines(MomentText.Of(Moment(answer), clock.LocalTimeZone));
        return CommandExit.Ok;
    }

    private async Task<int> CompareAsync(
        IJournalSource journal, JournalSettings settings, DeviceId device, CancellationToken cancellation)
    {
        var from = Time(settings.Diff, "--diff")!.Value;
        var to = Time(settings.At, "--at") ?? clock.GetUtcNow();
        if (to < from)
            throw new CommandFailedException(
                CommandExit.BadInput, "--diff is the earlier time, --at the later one; they are the other way round.");
        var before = await journal.StateAsync(device, from, cancellation);
        if (!before.IsSuccess) return Refuse(before, $"{device} state", settings);
        var after = await journal.StateAsync(device, to, cancellation);
        if (!after.IsSuccess) return Refuse(after, $"{device} state", settings);
        var difference = MomentDifference.Of(Moment(before), Moment(after));
        if (settings.Json) Terminal.Raw(JsonSerializer.Serialize(difference, ApiJson.Web.MomentDifference));
        else Lines(MomentText.Of(difference, clock.LocalTimeZone));
        return CommandExit.Ok;
    }

    private static DeviceMoment Moment(ApiAnswer answer) =>
        JsonSerializer.Deserialize(answer.Body, ApiJson.Web.DeviceMoment)!;

    private void Lines(string text)
    {
        foreach (var line in text.TrimEnd('\n').Split('\n')) Terminal.Raw(line);
    }

    private async Task<int> ShowAsync(
        IJournalSource journal,
        JournalSettings settings,
        DeviceId device,
        JournalInput part,
        CancellationToken cancellation)
    {
        var answer = await journal.EntriesAsync(device, part, cancellation);
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
