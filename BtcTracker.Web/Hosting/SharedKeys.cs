using System.Xml.Linq;
using BtcTracker.Market.Storage;
using BtcTracker.ServiceDefaults;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace BtcTracker.Web.Hosting;

/// <summary>Keeps the data-protection keys in the store: every web process reads what another protected, and no disk holds a key.</summary>
public static class SharedKeys
{
    /// <summary>
    /// The default is the folder of the process, with which a new version could not read what the old one protected.
    /// </summary>
    private const string ApplicationName = "BtcTracker.Web";

    /// <summary>Adds data protection over the store.</summary>
    public static void AddSharedKeys(this WebApplicationBuilder builder)
    {
        builder.AddDataProtectionKeyStore();
        builder.Services.AddDataProtection().SetApplicationName(ApplicationName);
        builder
            .Services.AddOptions<KeyManagementOptions>()
            .Configure<IDataProtectionKeyStore, TimeProvider>(
                (options, store, clock) => options.XmlRepository = new StoreRepository(store, clock)
            );
    }

    /// <summary>
    /// Data protection calls synchronously, once a day and when it creates a key, every 90 days: a blocked thread is harmless then.
    /// </summary>
    private sealed class StoreRepository(IDataProtectionKeyStore store, TimeProvider clock) : IXmlRepository
    {
        // The first call is made before the service listens, and must not delay it if the store is down.
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

        public IReadOnlyCollection<XElement> GetAllElements() =>
            Wait(async token => (await Telemetry.UntracedAsync(() => store.ReadAsync(token))).Select(XElement.Parse).ToList());

        public void StoreElement(XElement element, string friendlyName) =>
            Wait(async token =>
            {
                using var activity = WebActivities.Source.StartActivity("store data-protection key");
                await store.AddAsync(friendlyName, element.ToString(SaveOptions.DisableFormatting), token);
                return true;
            });

        private T Wait<T>(Func<CancellationToken, Task<T>> ask)
        {
            using var limit = new CancellationTokenSource(Limit, clock);
            return Task.Run(() => ask(limit.Token)).GetAwaiter().GetResult();
        }
    }
}
