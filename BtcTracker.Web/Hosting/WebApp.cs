using BtcTracker.ServiceDefaults;

namespace BtcTracker.Web.Hosting;

/// <summary>Builds the web application.</summary>
public static class WebApp
{
    /// <summary>Registers the services and maps the endpoints.</summary>
    public static WebApplication Build(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddServiceDefaults();
        builder.AddMarketWeb();
        var app = builder.Build();
        app.MapMarketWeb();
        return app;
    }
}
