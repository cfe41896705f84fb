namespace BtcTracker.AppHost;

/// <summary>A DynamoDB-compatible engine that runs on this machine from the npm packages at the root.</summary>
/// <param name="Name">Its name, also used for its data in the data folder.</param>
/// <param name="Command">The program.</param>
/// <param name="Arguments">Its arguments except for <c>--port</c> and the port, which are added last.</param>
/// <param name="DataPath">The file or folder with its data, which exists once there is any.</param>
public sealed record StoreEngine(string Name, string Command, IReadOnlyList<string> Arguments, string DataPath)
{
    /// <summary>The engine's name for dynoxide: one native binary on SQLite; its platform package resolves on Linux x64.</summary>
    public const string Dynoxide = "dynoxide";

    /// <summary>The engine's name for dynalite: Node.js on LevelDB, everywhere else.</summary>
    public const string Dynalite = "dynalite";

    /// <summary>The preferred installed engine: dynoxide if its binary resolves, otherwise dynalite.</summary>
    /// <param name="repositoryRoot">The folder with <c>node_modules</c>.</param>
    /// <param name="dataFolder">Where the engine keeps its data; created if it is missing.</param>
    /// <exception cref="FileNotFoundException">Neither is installed; the message says what to do.</exception>
    public static StoreEngine Resolve(string repositoryRoot, string dataFolder) =>
        File.Exists(DynoxidePath(repositoryRoot)) ? ForDynoxide(repositoryRoot, dataFolder) : ForDynalite(repositoryRoot, dataFolder);

    /// <summary>Dynoxide, with its data in one file.</summary>
    public static StoreEngine ForDynoxide(string repositoryRoot, string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var data = Path.Combine(dataFolder, "dynoxide.db");
        return new StoreEngine(
            Dynoxide,
            Installed(DynoxidePath(repositoryRoot)),
            ["serve", "--host", "127.0.0.1", "--db-path", data],
            data
        );
    }

    /// <summary>Dynalite, with its data in a folder.</summary>
    public static StoreEngine ForDynalite(string repositoryRoot, string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var script = Installed(Path.Combine(repositoryRoot, "node_modules", "dynalite", "cli.js"));
        var data = Path.Combine(dataFolder, "dynalite");
        return new StoreEngine(
            Dynalite,
            ProgramPath.Find("node")
                ?? throw new FileNotFoundException(
                    "'dynamodb' needs the program 'node', which was not found. "
                        + "Install Node.js 20 or newer from https://nodejs.org and start again."
                ),
            [script, "--host", "127.0.0.1", "--createTableMs", "0", "--path", data],
            data
        );
    }

    private static string DynoxidePath(string repositoryRoot) =>
        Path.Combine(repositoryRoot, "node_modules", "@dynoxide", "linux-x64", "dynoxide");

    private static string Installed(string path) =>
        File.Exists(path)
            ? path
            : throw new FileNotFoundException(
                $"The store's engine {path} is not installed. Build the AppHost again; its build runs 'npm ci'.",
                path
            );
}
