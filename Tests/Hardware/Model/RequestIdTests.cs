using Understudy.Hardware.Model;

namespace Understudy.Tests.Hardware.Model;

public sealed class RequestIdTests
{
    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("ä")]
    [InlineData("order/7")]
    [InlineData(".")]
    [InlineData("..")]
    public void What_can_not_stand_in_a_path_is_no_id(string text)
    {
        Assert.False(RequestId.IsValid(text));
        Assert.Throws<FormatException>(() => new RequestId(text));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("a.b")]
    [InlineData("..a")]
    [InlineData("100%2F?#")]
    public void Other_visible_characters_are_taken(string text) => Assert.Equal(text, new RequestId(text).Value);
}
