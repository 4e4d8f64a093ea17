namespace Understudy.Hardware.Model;

/// <summary>A value that is written as one string: <see cref="Parse"/> reads what <c>ToString</c> wrote.</summary>
public interface IParsedText<TSelf>
    where TSelf : class, IParsedText<TSelf>
{
    /// <exception cref="FormatException">The text is not of the type's form; the message says what is.</exception>
    static abstract TSelf Parse(string text);
}
