using BtcTracker.Deploy.Data;

namespace BtcTracker.Deploy;

/// <summary>The folder of the templates.</summary>
internal static class OutputFolder
{
    /// <summary>The templates of a deployment that are in it, in the order in which they are deployed.</summary>
    public static IEnumerable<string> Templates(string folder, string deployment) =>
        StackNames.All(deployment).Select(stack => Path.Combine(folder, $"{stack}.template.json")).Where(File.Exists);

    /// <summary>Creates it and deletes the files of an earlier synthesis, which may have had more stacks.</summary>
    /// <returns>Its full path.</returns>
    /// <exception cref="DeployException">It cannot be written.</exception>
    public static string Prepare(string path, string deployment)
    {
        var folder = Path.GetFullPath(path);
        try
        {
            Directory.CreateDirectory(folder);
            string[] old =
            [
                .. Templates(folder, deployment),
                DataImport.TemplateIn(folder, deployment),
                DataImport.ResourcesIn(folder, deployment),
            ];
            old.ToList().ForEach(File.Delete);
            return folder;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new DeployException($"--output '{path}' cannot be written: {error.Message} Choose a folder that you can write.", error);
        }
    }
}
