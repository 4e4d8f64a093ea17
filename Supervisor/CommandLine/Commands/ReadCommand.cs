using System.Text.Json;
using Spectre.Console;
using Understudy.Hardware.Model;
using Understudy.Supervisor.CommandLine.Api;
using Understudy.Supervisor.CommandLine.Words;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary><c>understudy read DEVICE POINT...</c></summary>
public sealed class ReadCommand(Terminal terminal) : NodeCommand<ReadSettings>(terminal)
{
    protected override async Task<int> AskAsync(
        ApiClient client, ReadSettings settings, CancellationToken cancellation)
    {
        var device = settings.Device();
        var maxAge = DurationOption.Parse(settings.MaxAge, "--max-age");
        var timeout = DurationOption.Parse(settings.Timeout, "--timeout");
        if (settings.Points.Length > ReadSettings.PointsMax)
            throw new CommandFailedException(
                CommandExit.BadInput, $"More than {ReadSettings.PointsMax} points at once; ask in parts.");
        var answers = await Task.WhenAll(settings.Points.Select(point =>
            client.ReadAsync(device, point, maxAge, settings.RequireGood, timeout, cancellation)));

        var exit = CommandExit.Ok;
        var readings = new List<ApiReading>();
        for (var i = 0; i < answers.Length; i++)
        {
            if (!answers[i].IsSuccess)
            {
                exit = Math.Max(exit, Refuse(answers[i], $"{device} {settings.Points[i]}", settings));
                continue;
            }

            if (settings.Json) Terminal.Raw(answers[i].Body);
            var reading = JsonSerializer.Deserialize(answers[i].Body, AnswerJson.Default.ApiReading)!;
            readings.Add(reading);
            if (reading.Quality == nameof(Quality.Bad)) exit = Math.Max(exit, CommandExit.Failed);
        }

        if (!settings.Json && readings.Count > 0) Show(readings);
        return exit;
    }

    private void Show(List<ApiReading> readings)
    {
        var table = Terminal.NewTable("point", "value", "quality", "age", "served by");
        foreach (var reading in readings)
        {
            table.AddRow(
                new Text(reading.Point),
                new Text(reading.ValueInWords),
                new Text(reading.QualityInWords, Styles.OfQuality(reading.Quality)),
                new Text(reading.Age is null ? "" : AgeText.Of(reading.Age)),
                new Text(ServedByText.Of(reading.ServedBy) + OverlayText.Of(reading.Overlay)));
        }

        Terminal.Out.Write(table);
    }
}
