using System.Globalization;
using BtcTracker.ServiceDefaults;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Web.Hosting;

/// <summary>Builds the web application.</summary>
public static class WebApp
{
    /// <summary>Registers the services and maps the endpoints.</summary>
    public static WebApplication Build(string[] args)
    {
        // Outside of pages everything is in English, whatever the language of the machine.
        CultureInfo.DefaultThreadCurrentUICulture = Language.English.Culture;
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddMarketWeb();
        var app = builder.Build();
        app.MapMarketWeb();
        return app;
    }
}
