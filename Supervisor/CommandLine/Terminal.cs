using Spectre.Console;

namespace Understudy.Supervisor.CommandLine;

/// <summary>Where a command writes: tables and sentences for people, raw lines for programs, errors for both.</summary>
public sealed class Terminal
{
    // A pipe has no width. Nothing may be wrapped there: an id broken over two lines is no id.
    private const int PipedWidthColumns = 4096;

    private readonly TextWriter _raw;
    private readonly TextWriter _error;

    public Terminal(TextWriter output, TextWriter error, bool isTerminal, int? widthColumns = null)
    {
        _raw = output;
        _error = error;
        IsTerminal = isTerminal;
        var colours = isTerminal && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
        Out = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = isTerminal ? AnsiSupport.Detect : AnsiSupport.No,
            ColorSystem = colours ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        if (!isTerminal) Out.Profile.Width = PipedWidthColumns;
        if (widthColumns is { } width) Out.Profile.Width = width;
    }

    /// <summary>False where the output goes into a file or a pipe.</summary>
    public bool IsTerminal { get; }

    public IAnsiConsole Out { get; }

    public static Terminal OfProcess() => new(Console.Out, Console.Error, !Console.IsOutputRedirected);

    /// <summary>One line as it is, never wrapped or coloured.</summary>
    public void Raw(string line)
    {
        _raw.WriteLine(line);
        _raw.Flush();
    }

    /// <summary>A line that the next one takes the place of, on a terminal only.</summary>
    /// <param name="text">Null: the line goes.</param>
    public void Progress(string? text)
    {
        if (!IsTerminal || !Out.Profile.Capabilities.Ansi) return;
        _raw.Write($"\r{text}\u001b[K");
        _raw.Flush();
    }

    public void Error(string text)
    {
        foreach (var line in text.Split('\n')) _error.WriteLine(line);
        _error.Flush();
    }

    /// <summary>A table without frame; cut and paste gives clean columns.</summary>
    public Table NewTable(params ReadOnlySpan<string> columns)
    {
        var table = new Table().Border(IsTerminal ? TableBorder.Simple : TableBorder.None);
        foreach (var column in columns)
        {
            var isText = column is "what" or "reason";
            table.AddColumn(new TableColumn(new Markup($"[bold]{Markup.Escape(column)}[/]")) { NoWrap = !isText });
        }

        return table;
    }
}
