namespace BtcTracker.Deploy;

/// <summary>The folder of the templates.</summary>
internal static class OutputFolder
{
    /// <summary>The templates in it.</summary>
    public const string Templates = "*.template.json";

    /// <summary>Makes it and takes away the templates of an earlier synthesis, which may have had other stacks.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="DeployException">It cannot be written.</exception>
    public static string Prepare(string path)
    {
        var folder = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(folder);
            Directory.GetFiles(folder, Templates).ToList().ForEach(File.Delete);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeployException($"--output '{path}' cannot be written: {error.Message} Choose a folder that you can write.", error);
        }
    }
}
