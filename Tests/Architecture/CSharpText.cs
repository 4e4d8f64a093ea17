namespace Understudy.Tests.Architecture;

/// <summary>
/// C# split into its code and its comments; strings are in neither, holes of interpolated strings are code. What is
/// left out becomes blanks, so that each character keeps its line.
/// </summary>
public sealed class CSharpText
{
    private readonly string _text;
    private readonly char[] _code;
    private readonly char[] _comments;
    private int _at;

    private CSharpText(string text)
    {
        _text = text;
        _code = Blank(text);
        _comments = Blank(text);
    }

    public string Code => new(_code);

    public string Comments => new(_comments);

    public static CSharpText Split(string text)
    {
        var split = new CSharpText(text);
        split.ReadCode(inHole: false);
        return split;
    }

    private static char[] Blank(string text) => [.. text.Select(c => c is '\n' ? '\n' : ' ')];

    private bool Sees(string next) => string.CompareOrdinal(_text, _at, next, 0, next.Length) == 0;

    private int Run(char c, int from)
    {
        var end = from;
        while (end < _text.Length && _text[end] == c) end++;
        return end - from;
    }

    private void ReadCode(bool inHole)
    {
        var depth = 0;
        while (_at < _text.Length)
        {
            if (Sees("//")) ReadComment("\n");
            else if (Sees("/*")) ReadComment("*/");
            else if (_text[_at] is '\'') ReadCharacter();
            else if (ReadString()) continue;
            else
            {
                if (_text[_at] is '{') depth++;
                if (_text[_at] is '}' && inHole && depth-- == 0) return;
                _code[_at] = _text[_at];
                _at++;
            }
        }
    }

    private void ReadComment(string end)
    {
        var stop = _text.IndexOf(end, _at + 2, StringComparison.Ordinal);
        stop = stop < 0 ? _text.Length : stop + end.Length;
        for (; _at < stop; _at++) _comments[_at] = _text[_at];
    }

    private void ReadCharacter()
    {
        _at++;
        while (_at < _text.Length && _text[_at] is not '\'') _at += _text[_at] is '\\' ? 2 : 1;
        _at++;
    }

    private bool ReadString()
    {
        var start = _at;
        while (start < _text.Length && _text[start] is '$' or '@') start++;
        var quotes = Run('"', start);
        if (quotes == 0) return false;
        var prefix = _text[_at..start];
        var dollars = prefix.Count(c => c is '$');
        var verbatim = prefix.Contains('@');
        if (quotes >= 3 && !verbatim)
        {
            _at = start + quotes;
            ReadRaw(quotes, dollars);
        }
        else
        {
            _at = start + 1;
            ReadPlain(verbatim, dollars > 0);
        }

        return true;
    }

    private void ReadPlain(bool verbatim, bool holes)
    {
        while (_at < _text.Length)
        {
            if (verbatim && Sees("\"\"")) _at += 2;
            else if (!verbatim && _text[_at] is '\\') _at += 2;
            else if (holes && Sees("{{")) _at += 2;
            else if (holes && _text[_at] is '{') ReadHole(1);
            else if (_text[_at++] is '"') return;
        }
    }

    private void ReadRaw(int quotes, int dollars)
    {
        while (_at < _text.Length)
        {
            var ends = Run('"', _at);
            var braces = Run('{', _at);
            _at += ends;
            if (ends >= quotes) return;
            if (ends > 0) continue;
            if (dollars == 0 || braces < dollars) _at += Math.Max(1, braces);
            else ReadHole(braces, dollars);
        }
    }

    private void ReadHole(int opening, int closing = 1)
    {
        _at += opening;
        ReadCode(inHole: true);
        _at += closing;
    }
}
