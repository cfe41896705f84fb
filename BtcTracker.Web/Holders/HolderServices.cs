using BtcTracker.Market.Push;
using BtcTracker.Market.Storage;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Holders;

/// <summary>Adds people's own records.</summary>
public static class HolderServices
{
    /// <summary>Registers what they need.</summary>
    public static void AddHolders(this WebApplicationBuilder builder)
    {
        builder.AddHolderStore();
        builder
            .Services.AddOptions<HoldersOptions>()
            .BindConfiguration(HoldersOptions.Section)
            .PostConfigure<IHostEnvironment>((options, environment) => options.Enabled ??= environment.IsDevelopment())
            .ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<HoldersOptions>, ValidateHoldersOptions>();
        builder.Services.AddOptions<PushKeyOptions>().BindConfiguration(PushKeyOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<PushKeyOptions>, ValidatePushKeyOptions>();
        builder.Services.TryAddSingleton<IHostResolver, SystemHostResolver>();
        builder.Services.AddSingleton<PushHosts>();
        builder.Services.AddSingleton<PushSubscriptions>();
        builder.Services.AddSingleton<HolderAlerts>();
        builder.Services.AddSingleton<HolderLimits>();
        builder.Services.AddSingleton<HolderAccess>();
        builder.Services.AddSingleton<HolderRecords>();
    }
}
