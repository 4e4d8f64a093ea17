using System.Net;
using System.Text.RegularExpressions;

namespace Understudy.Tests.Supervisor.Dashboard;

/// <summary>What a person reads on a page: its text without tags, spaces joined.</summary>
public static class PageText
{
    public static string Of(string html)
    {
        var body = html[html.IndexOf("<body", StringComparison.Ordinal)..];
        var text = Regex.Replace(body, "<!--.*?-->|<[^>]+>", " ", RegexOptions.Singleline);
        return Regex.Replace(WebUtility.HtmlDecode(text), @"\s+", " ");
    }
}
