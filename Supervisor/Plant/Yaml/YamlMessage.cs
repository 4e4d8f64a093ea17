using YamlDotNet.Core;

namespace Understudy.Supervisor.Plant.Yaml;

/// <summary>Says what a YAML error means to somebody who writes a plant file.</summary>
internal static class YamlMessage
{
    public static string Of(YamlException error)
    {
        var message = error.Message.TrimEnd('.');
        // Our own messages are whole sentences about plant files; the library's are about its grammar.
        var isGrammar = message.StartsWith("While ", StringComparison.Ordinal)
            || message.Contains("did not find", StringComparison.Ordinal)
            || message.Contains("not allowed in this context", StringComparison.Ordinal);
        return isGrammar
            ? $"This is no valid YAML: is it indented as the lines around it, and is there a blank after each colon? "
                + $"({message})"
            : $"{message}.";
    }
}
