using BtcTracker.Market;

namespace BtcTracker.AppHost;

/// <summary>Where the store runs.</summary>
internal enum StoreKind
{
    /// <summary>An embedded engine on this machine.</summary>
    Embedded,

    /// <summary>DynamoDB Local in a container.</summary>
    Container,

    /// <summary>DynamoDB on AWS: there is no local store.</summary>
    Aws,
}

/// <summary>The settings <c>Store:Engine</c> and <c>Store:DataFolder</c>.</summary>
/// <param name="Kind">Where the store runs.</param>
/// <param name="EngineName">The embedded engine's name, if configured; null means the preferred installed one.</param>
/// <param name="RepositoryRoot">The folder with <c>node_modules</c>.</param>
/// <param name="DataFolder">The folder of all modes' data.</param>
internal sealed record StoreSettings(StoreKind Kind, string? EngineName, string RepositoryRoot, string DataFolder)
{
    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingException">The engine is unknown.</exception>
    public static StoreSettings Read(IDistributedApplicationBuilder builder)
    {
        var root = Path.GetFullPath("..", builder.AppHostDirectory);
        var folder = builder.Configuration["Store:DataFolder"] is { Length: > 0 } configured
            ? Path.GetFullPath(configured)
            : Path.Combine(root, ".data");
        var engine = builder.Configuration["Store:Engine"]?.Trim().ToLowerInvariant();
        return engine switch
        {
            null or "" or "auto" or "embedded" => new(StoreKind.Embedded, null, root, folder),
            StoreEngine.Dynoxide or StoreEngine.Dynalite => new(StoreKind.Embedded, engine, root, folder),
            "container" => new(StoreKind.Container, null, root, folder),
            "aws" => new(StoreKind.Aws, null, root, folder),
            _ => throw new SettingException(
                $"Store:Engine '{engine}' is not valid. Use auto, embedded, dynoxide, dynalite, container or aws."
            ),
        };
    }

    /// <summary>Rejects a market that the store may not hold.</summary>
    /// <exception cref="SettingException">The market is simulated, and the store is on AWS.</exception>
    public void Refuse(MarketPlan market)
    {
        if (Kind is StoreKind.Aws && market.IsSimulated)
        {
            throw new SettingException("Store:Engine=aws keeps real prices only. Use --Market:Mode=live, or leave out Store:Engine.");
        }
    }

    /// <summary>A mode's folder: simulated prices are never stored with real ones.</summary>
    public string FolderOf(MarketMode mode) => Path.Combine(DataFolder, MarketPlan.NameOf(mode));

    /// <summary>The container's folder in it.</summary>
    public string ContainerFolderOf(MarketMode mode) => Path.Combine(FolderOf(mode), "dynamodb-local");

    /// <summary>The embedded engine for a mode's data.</summary>
    /// <exception cref="SettingException">It is not installed, or the folder cannot be written.</exception>
    public StoreEngine EngineFor(MarketMode mode)
    {
        TryToWrite(FolderOf(mode));
        try
        {
            return EngineName switch
            {
                StoreEngine.Dynoxide => StoreEngine.ForDynoxide(RepositoryRoot, FolderOf(mode)),
                StoreEngine.Dynalite => StoreEngine.ForDynalite(RepositoryRoot, FolderOf(mode)),
                _ => StoreEngine.Resolve(RepositoryRoot, FolderOf(mode)),
            };
        }
        catch (FileNotFoundException error)
        {
            // The engine's program is missing; the message says what to do.
            throw new SettingException(error.Message, error);
        }
    }

    // The engine's own message would name neither the folder nor a solution.
    private static void TryToWrite(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            var trial = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Options = FileOptions.DeleteOnClose,
            };
            using var file = new FileStream(Path.Combine(folder, Path.GetRandomFileName()), trial);
            file.WriteByte(0);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new SettingException(
                $"The store cannot keep its data in {folder}: {error.Message} "
                    + "Choose a folder that you can write, with --Store:DataFolder=PATH.",
                error
            );
        }
    }
}
