using Spectre.Console;
using Spectre.Console.Rendering;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Watching;

/// <summary>A table that is drawn in place, for a person at a terminal.</summary>
public sealed class WatchTable(Terminal terminal, TimeProvider clock) : IWatchView
{
    /// <summary>How often it is drawn, whatever comes: ages go on by themselves.</summary>
    public static readonly TimeSpan DrawPeriod = TimeSpan.FromMilliseconds(250);

    private readonly Lock _lock = new();
    private readonly WatchPicture _picture = new();
    private string? _lost;

    private TimeSpan Now => clock.GetElapsedTime(0, clock.GetTimestamp());

    public void Show(string name, string json, ApiEvent told)
    {
        lock (_lock)
        {
            if (_lost is not null) _picture.Clear();
            _lost = null;
            _picture.Take(name, told, Now);
        }
    }

    public void Lost(string reason)
    {
        lock (_lock)
        {
            _lost = reason;
            _picture.Lost();
        }
    }

    public Task DrawAsync(CancellationToken cancellation) =>
        terminal.Out.Live(Drawn()).StartAsync(async live =>
        {
            using var timer = new PeriodicTimer(DrawPeriod, clock);
            try
            {
                while (await timer.WaitForNextTickAsync(cancellation)) live.UpdateTarget(Drawn());
            }
            catch (OperationCanceledException)
            {
                // Ends with the picture as it is.
                live.UpdateTarget(Drawn());
            }
        });

    /// <summary>The table as it is now.</summary>
    public IRenderable Drawn()
    {
        var table = terminal.NewTable("device", "point", "value", "quality", "age", "served by", "mode");
        lock (_lock)
        {
            foreach (var (id, device) in _picture.Devices)
                foreach (var (reading, at) in device.Points.Values) AddRow(table, id, device, reading, at);
            if (_lost is not null) table.Caption(new TableTitle(Markup.Escape(_lost), Styles.Bad));
            else if (_picture.Devices.Count == 0) table.Caption("waiting for the first picture");
        }

        return table;
    }

    private void AddRow(Table table, string id, WatchedDevice device, ApiReading reading, TimeSpan at) => table.AddRow(
        new Text(id),
        new Text(reading.Point),
        new Text(reading.ValueInWords),
        new Text(reading.QualityInWords, Styles.OfQuality(reading.Quality)),
        new Text(reading.Age is { } age ? AgeText.Of(age + (Now - at)) : ""),
        new Text(ServedByText.Of(reading.ServedBy)),
        new Text(device.Mode ?? "unknown", Styles.OfMode(device.Mode)));
}
