namespace Understudy.Tests.Supervisor.CommandLine;

/// <summary>JSON written over several lines, as the API sends it: on one.</summary>
public static class JsonText
{
    public static string OneLine(string text) => string.Concat(text.Split('\n').Select(line => line.Trim()));
}
