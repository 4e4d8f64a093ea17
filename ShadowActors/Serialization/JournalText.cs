using System.Text;

namespace Understudy.ShadowActors.Serialization;

/// <summary>Reads what the journal's tables hold, beside the actors.</summary>
public static class JournalText
{
    /// <summary>Null: this version does not know the manifest, or the text is not what it stands for.</summary>
    public static T? TryRead<T>(string manifest, string json)
        where T : class
    {
        try
        {
            return UnderstudySerializer.Read(Encoding.UTF8.GetBytes(json), manifest) as T;
        }
        catch (UnreadableMessageException)
        {
            return null;
        }
    }
}
