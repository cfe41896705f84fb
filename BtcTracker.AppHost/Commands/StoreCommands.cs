namespace BtcTracker.AppHost.Commands;

/// <summary>The store's commands in the dashboard.</summary>
internal static class StoreCommands
{
    /// <summary>Adds the command "Reset the store".</summary>
    public static IResourceBuilder<IResourceWithEndpoints> WithStoreCommands(
        this IResourceBuilder<IResourceWithEndpoints> store,
        MarketPlan market
    )
    {
        var settings = StoreSettings.Read(store.ApplicationBuilder);
        var files =
            settings.Kind is StoreKind.Container
                ? StoreFiles.OfContainer(settings.ContainerFolderOf(market.Mode))
                : StoreFiles.Of(settings.EngineFor(market.Mode));
        var reset = new StoreReset(store.Resource, files, market);
        return store.WithRunningCommand(
            "reset-store",
            "Reset the store…",
            reset.RunAsync,
            new CommandOptions
            {
                Description = $"Deletes the {market.ModeName} prices and starts again. Other modes and exports are kept.",
                ConfirmationMessage =
                    $"This deletes all {market.ModeName} prices in {settings.FolderOf(market.Mode)}, then starts the services again. "
                    + "Imported files are lost too. Continue?",
                IconName = "DeleteArrowBack",
                Progress = new CommandProgressOptions
                {
                    Title = "Reset the store",
                    Message = "Stopping the services, deleting the data, starting again.",
                    HideCancelButton = true,
                },
            }
        );
    }
}
