using System.Text.Json;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Watching;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy watch [NAME]...</c></summary>
public sealed class WatchCommand(Terminal terminal, TimeProvider clock) : NodeCommand<WatchSettings>(terminal)
{
    /// <summary>How long to wait before connecting again: doubling, up to the most.</summary>
    public static readonly TimeSpan WaitMin = TimeSpan.FromSeconds(1);

    public static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private long _left = long.MaxValue;
    private Task _drawing = Task.CompletedTask;

    protected override async Task<int> AskAsync(
        ApiClient client, WatchSettings settings, CancellationToken cancellation)
    {
        var query = settings.Query();
        var time = DurationOption.Parse(settings.For, "--for");
        _ = DurationOption.Parse(settings.Period, "--period");
        if (settings.Count is < 1)
            throw new CommandFailedException(CommandExit.BadInput, $"--count is 1 or more, not {settings.Count}.");
        _left = settings.Count ?? long.MaxValue;
        IWatchView view = Terminal is { IsTerminal: true, Out.Profile.Capabilities.Ansi: true } && !settings.Json
            ? new WatchTable(Terminal, clock)
            : new WatchLines(Terminal, clock, settings.Json);
        using var over = new CancellationTokenSource(time ?? Timeout.InfiniteTimeSpan, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, over.Token);
        try
        {
            return await WatchAsync(client, settings, query, view, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Ctrl-C and --for are how watching ends.
            return CommandExit.Ok;
        }
        finally
        {
            await end.CancelAsync();
            await _drawing;
        }
    }

    private async Task<int> WatchAsync(
        ApiClient client, WatchSettings settings, string query, IWatchView view, CancellationToken end)
    {
        var (wait, hasBegun) = (WaitMin, false);
        while (true)
        {
            var reason = "The node ended the stream.";
            try
            {
                using var feed = await client.OpenEventsAsync(query, end);
                if (feed.Refused is { } refused)
                {
                    // Too busy, or still starting: only who was connected before waits for it.
                    if (!hasBegun || (int)refused.Status < 500) return Refuse(refused, "watch", settings);
                    reason = $"The node refuses: {refused.Problem.Text}";
                    // It is there again, and says itself when.
                    if (refused.RetryAfter is { } told) wait = told < WaitMax ? told : WaitMax;
                }
                else
                {
                    // Not before: a refusal is told on a clean screen.
                    if (!hasBegun) _drawing = view.DrawAsync(end);
                    hasBegun = true;
                    await foreach (var item in feed.ReadAsync(clock, end))
                    {
                        wait = WaitMin;
                        if (!Take(item.EventType, item.Data, view)) return CommandExit.Ok;
                    }
                }
            }
            catch (CommandFailedException error) when (hasBegun && error.ExitCode == CommandExit.Unreachable)
            {
                reason = error.Message.Split('\n')[0];
            }

            view.Lost($"{reason} Connecting again in {AgeText.Of(wait)}.");
            await Task.Delay(wait, clock, end);
            wait = wait * 2 < WaitMax ? wait * 2 : WaitMax;
        }
    }

    /// <summary>False: that was the last one asked for.</summary>
    private bool Take(string name, string json, IWatchView view)
    {
        if (JsonSerializer.Deserialize(json, AnswerJson.Default.ApiEvent) is not { } told) return true;
        view.Show(name, json, told);
        return --_left > 0;
    }
}
