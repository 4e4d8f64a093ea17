using System.ComponentModel;
using Spectre.Console.Cli;

namespace Understudy.Supervisor.CommandLine.Commands;

/// <summary>What every command that talks to a node takes.</summary>
public class NodeSettings : CommandSettings
{
    public const string UrlVariable = "UNDERSTUDY_URL";
    public const string DefaultUrl = "http://127.0.0.1:5080";

    [CommandOption("--node-url <URL>")]
    [Description("The node to talk to. Default: UNDERSTUDY_URL, else http://127.0.0.1:5080")]
    public string? NodeUrl { get; init; }

    [CommandOption("--json")]
    [Description("Print the API's JSON as it is, one line each, for programs")]
    public bool Json { get; init; }

    public Uri Node()
    {
        var text = NodeUrl ?? Environment.GetEnvironmentVariable(UrlVariable);
        if (string.IsNullOrEmpty(text)) text = DefaultUrl;
        return Uri.TryCreate(text, UriKind.Absolute, out var node) && node.Scheme is "http" or "https"
            ? node
            : throw new CommandFailedException(
                CommandExit.BadInput, $"'{text}' is not an address of a node: http://host:port is expected.");
    }
}
