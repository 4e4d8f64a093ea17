namespace Understudy.ShadowActors.Journal.Store;

/// <summary>Beside an embedded database: which installation's it is. A copy of the database alone, and a restored one,
/// is found to have another or none beside it.</summary>
internal static class InstallationFile
{
    public const string Name = "understudy.installation";

    /// <summary>Null: there is none.</summary>
    public static string? Read(string folder)
    {
        var file = Path.Combine(folder, Name);
        return File.Exists(file) ? File.ReadAllText(file).Trim() : null;
    }

    public static void Write(string folder, string installation)
    {
        var file = Path.Combine(folder, Name);
        File.WriteAllText($"{file}.part", installation);
        DurableFile.Name($"{file}.part", file, isReplaced: true);
    }
}
