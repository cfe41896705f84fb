using System.Reflection;

namespace BtcTracker.LocalHosting.Run;

/// <summary>Finds the AppHost's project folder through the class that its build generates for itself.</summary>
internal static class AppHostProject
{
    /// <summary>The folder; the current one for a program that is not built as an AppHost.</summary>
    public static string DirectoryOf(Assembly? assembly)
    {
        var name = assembly?.GetName().Name?.Replace('.', '_');
        var path = assembly?.GetType($"Projects.{name}")?.GetProperty("ProjectPath", BindingFlags.Public | BindingFlags.Static)?.GetValue(null);
        return path as string ?? Environment.CurrentDirectory;
    }
}
