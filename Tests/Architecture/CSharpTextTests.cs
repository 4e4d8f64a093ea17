namespace Understudy.Tests.Architecture;

public sealed class CSharpTextTests
{
    [Theory]
    [InlineData("a(); // note", "a();", "// note")]
    [InlineData("a(/* b */ c);", "a(        c);", "/* b */")]
    [InlineData("a(\"// no\");", "a(       );", "")]
    [InlineData("a(\"\\\"x\") + b;", "a(     ) + b;", "")]
    [InlineData("a(@\"\\\") + b;", "a(    ) + b;", "")]
    [InlineData("a(@\"x\"\"y\") + b;", "a(       ) + b;", "")]
    [InlineData("a('\"') + b('\\'');", "a(   ) + b(    );", "")]
    [InlineData("a($\"x{b}y\");", "a(    b   );", "")]
    [InlineData("a($\"{{x}}{b}\");", "a(        b  );", "")]
    [InlineData("a($\"{b(\"c\")}\") + d;", "a(   b(   )  ) + d;", "")]
    [InlineData("a(\"\"\"x \"y\" z\"\"\") + b;", "a(             ) + b;", "")]
    [InlineData("a($$\"\"\"{x} {{b}}\"\"\") + c;", "a(           b     ) + c;", "")]
    public void Code_comments_and_strings_are_told_apart(string text, string code, string comments)
    {
        var split = CSharpText.Split(text);

        Assert.Equal(code, split.Code.TrimEnd());
        Assert.Equal(comments, split.Comments.Trim());
        Assert.Equal(text.Length, split.Code.Length);
    }

    [Fact]
    public void Lines_keep_their_numbers()
    {
        var file = new SourceFile("A.cs", "/* one\ntwo */\nvar s = \"\"\"\n  x\n  \"\"\";\nlast();\n");

        Assert.Equal("A.cs:6", file.At(file.Code.IndexOf("last", StringComparison.Ordinal)));
    }
}
