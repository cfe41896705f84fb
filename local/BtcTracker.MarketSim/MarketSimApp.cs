using BtcTracker.Market;
using BtcTracker.MarketSim.Api;
using BtcTracker.MarketSim.Faults;
using BtcTracker.MarketSim.Markets;
using BtcTracker.ServiceDefaults;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace BtcTracker.MarketSim;

/// <summary>The simulated market as a web application; a test runs it in its own process.</summary>
public static class MarketSimApp
{
    // The market itself; what requests see of it may have a fault.
    private const string WithoutFaults = "without faults";

    /// <summary>Builds it; a replay's file is read here.</summary>
    /// <exception cref="OptionsValidationException">The configuration is wrong.</exception>
    /// <exception cref="FileNotFoundException">There is no such replay file.</exception>
    /// <exception cref="FormatException">The replay file is wrong; the message names its line.</exception>
    public static WebApplication Build(string[] args, TimeProvider? clock = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.Services.TryAddSingleton(clock ?? TimeProvider.System);
        builder.Services.AddOptions<MarketSimOptions>().BindConfiguration(MarketSimOptions.Section).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<MarketSimOptions>, ValidateMarketSimOptions>();
        builder.Services.AddKeyedSingleton(WithoutFaults, (services, _) => Choose(services));
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddTransient(services =>
            FaultedMarket.For(
                services.GetRequiredService<IHttpContextAccessor>().HttpContext,
                services.GetRequiredKeyedService<ISimulatedMarket>(WithoutFaults)
            )
        );
        builder.Services.AddSingleton<ActiveFaults>();
        builder.Services.AddSingleton<KeyUsage>();

        var app = builder.Build();
        app.UseRequestTelemetry();
        app.UseCallerSampling();
        app.UseMarketLabel(app.Services.GetRequiredService<ISimulatedMarket>().Mode);
        app.UseFaults();
        app.MapFaults();
        app.MapStatus(app.Services.GetRequiredService<IOptions<MarketSimOptions>>().Value);
        app.MapCoinMarketCap();
        app.MapCoinbase();
        app.MapKraken();
        app.MapEuropeanCentralBank();
        return app;
    }

    private static ISimulatedMarket Choose(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<MarketSimOptions>>().Value;
        if (options.MarketMode == MarketMode.Demo)
        {
            return new DemoMarket(options.Seed);
        }

        var file = ReplayFile.Load(options.ReplayFile!);
        var shift = options.ReplayShiftSeconds is { } seconds
            ? TimeSpan.FromSeconds(seconds)
            : file.ShiftFor(services.GetRequiredService<TimeProvider>().GetUtcNow());
        return new ReplayMarket(file, shift);
    }
}
