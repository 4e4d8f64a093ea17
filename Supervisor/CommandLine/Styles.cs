using Spectre.Console;

namespace Understudy.Supervisor.CommandLine;

/// <summary>Colours of the command line. They only ever repeat what is written.</summary>
public static class Styles
{
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Uncertain = new(Color.Yellow);
    public static readonly Style Bad = new(Color.Red);

    public static Style OfMode(string? mode) => mode switch
    {
        "Passive" => Good,
        "Active" => Uncertain,
        _ => Bad,
    };

    public static Style OfSeverity(string severity) => severity switch
    {
        "Low" => Style.Plain,
        "Medium" => Uncertain,
        _ => Bad,
    };

    public static Style OfQuality(string quality) => quality switch
    {
        "Good" => Good,
        "Uncertain" => Uncertain,
        _ => Bad,
    };

    public static Style OfVerdict(string verdict) => verdict switch
    {
        "Confirmed" => Good,
        "Accepted" or "Sent" => Uncertain,
        _ => Bad,
    };
}
