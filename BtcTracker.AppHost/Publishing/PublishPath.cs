namespace BtcTracker.AppHost.Publishing;

/// <summary>
/// The output path of a publication. As in Aspire, a name that ends with <c>.json</c> is the manifest's file, any other a folder.
/// </summary>
internal static class PublishPath
{
    /// <summary>How to publish the manifest.</summary>
    public const string ManifestUsage = "--publisher manifest --output-path aspire-manifest.json";

    private const string FolderUsage = "--operation publish --output-path FOLDER";

    /// <summary>Checks that the path can be written.</summary>
    /// <exception cref="SettingException">It is missing, of the wrong kind, or cannot be written.</exception>
    public static void Check(string? path, bool isManifestOnly)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new SettingException($"--output-path is missing. Use {(isManifestOnly ? ManifestUsage : FolderUsage)}.");
        }

        var isFile = path.EndsWith(".json", StringComparison.Ordinal);
        if (isFile && !isManifestOnly)
        {
            throw new SettingException(
                $"--output-path '{path}' is a file, but the templates need a folder. "
                    + $"Use {FolderUsage}, or {ManifestUsage} for the manifest only."
            );
        }

        if (isFile && Directory.Exists(path))
        {
            throw new SettingException(
                $"--output-path '{path}' is a folder. Name a file in it, for example {Path.Combine(path, "aspire-manifest.json")}."
            );
        }

        TryToWrite(path, isFile ? Path.GetDirectoryName(Path.GetFullPath(path))! : path);
    }

    private static void TryToWrite(string path, string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            if (File.Exists(path))
            {
                File.OpenWrite(path).Dispose();
            }

            var trial = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            };
            new FileStream(Path.Combine(folder, Path.GetRandomFileName()), trial).Dispose();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"--output-path '{path}' cannot be written: {error.Message} Choose a place that you can write.",
                error
            );
        }
    }
}
