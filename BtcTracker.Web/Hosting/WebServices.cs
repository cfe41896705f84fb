using System.IO.Compression;
using BtcTracker.Market.Storage;
using BtcTracker.Web.Api;
using BtcTracker.Web.Components;
using BtcTracker.Web.Components.Cache;
using BtcTracker.Web.Components.Personal;
using BtcTracker.Web.Encoding;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Holders;
using BtcTracker.Web.Images;
using BtcTracker.Web.Live;
using BtcTracker.Web.Mcp;
using BtcTracker.Web.Polling;
using BtcTracker.Web.Status;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace BtcTracker.Web.Hosting;

/// <summary>Registers what the page and the API need.</summary>
public static class WebServices
{
    /// <summary>Registers the store's reader, the snapshot with its live feed, and the page.</summary>
    public static WebApplicationBuilder AddMarketWeb(this WebApplicationBuilder builder)
    {
        builder.AddPriceReader();
        builder.AddSnapshot();
        builder.AddPage();
        builder.AddMcp();
        builder.AddRequestLimits();
        builder.AddSharedKeys();
        builder.AddHolders();
        builder.Services.AddHsts(options => options.MaxAge = TimeSpan.FromDays(365));
        builder.AddDraining();
        builder.Services.AddSingleton<StoreReadLimiter>();
        builder.Services.AddCrossOrigin();
        return builder;
    }

    private static void AddSnapshot(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<MarketOptions>().BindConfiguration(MarketOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MarketOptions>, ValidateMarketOptions>();
        builder.Services.AddOptions<SiteOptions>().BindConfiguration(SiteOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<SiteOptions>, ValidateSiteOptions>();
        builder.Services.AddSingleton<CurrentSnapshot>();
        builder.Services.AddSingleton<CurrentTick>();
        builder.Services.AddSingleton<LiveQuoteFeed>();
        builder.Services.AddSingleton<StreamLimiter>();
        builder.Services.AddSingleton<QuoteStreamWriter>();
        builder.Services.AddHostedService<SnapshotReader>();
        builder.Services.AddHostedService<TickReader>();
        builder.Services.AddHostedService<BestCompression>();
        builder.Services.AddHealthChecks().AddCheck<SnapshotHealth>("prices");
    }

    private static void AddPage(this WebApplicationBuilder builder)
    {
        // In Development the framework reads each asset again, and sends it in a gzip that compresses nothing. Here they change
        // with a build only.
        builder.Configuration["ReloadStaticAssetsAtRuntime"] ??= "false";
        builder.Services.AddRazorComponents().AddStatusPage();
        builder.Services.AddSingleton<PageRenderer>();
        builder.Services.AddSingleton<PageCache>();
        builder.Services.AddSingleton<ChartImages>();
        builder.Services.AddMe();
        builder.Services.AddProblemDetails(options =>
            options.CustomizeProblemDetails = problem =>
            {
                SecurityHeaders.Apply(problem.HttpContext);
                CrossOrigin.Apply(problem.HttpContext);
            }
        );
        builder.Services.AddApiDescription();
        builder.Services.AddSingleton<ApiRoutes>();
        builder.Services.AddResponseCompression(options =>
        {
            // Public prices hold no secret that a compressed length could betray (BREACH).
            options.EnableForHttps = true;
            options.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, Offers.Csv, Offers.JsonLines];
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
    }
}
