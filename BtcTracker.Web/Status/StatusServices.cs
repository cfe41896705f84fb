using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.FluentUI.AspNetCore.Components;

namespace BtcTracker.Web.Status;

/// <summary>Adds the operator's page.</summary>
public static class StatusServices
{
    // A page whose connection broke is kept for this long; a few, as each takes half a megabyte.
    private static readonly TimeSpan KeptDisconnected = TimeSpan.FromSeconds(60);
    private const int MostDisconnected = 20;
    private const int MostViewers = 10_000;

    /// <summary>Registers what the page needs, with Blazor's connections.</summary>
    public static void AddStatusPage(this IRazorComponentsBuilder components)
    {
        components.AddInteractiveServerComponents(circuits =>
        {
            circuits.DisconnectedCircuitRetentionPeriod = KeptDisconnected;
            circuits.DisconnectedCircuitMaxRetained = MostDisconnected;
        });
        var services = components.Services;
        services.AddFluentUIComponents();
        services
            .AddOptions<StatusOptions>()
            .BindConfiguration(StatusOptions.Section)
            .Validate(options => options.Viewers is >= 0 and <= MostViewers, "Status:Viewers must be from 0 to 10,000.")
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<StatusOptions>, ValidateStatusOptions>();
        services.AddSingleton<StatusAccess>();
        services.AddSingleton<TokenAttempts>();
        services.AddSingleton<CircuitLimiter>();
        services.AddSingleton<StatusAuthentication>();
        services.AddSingleton<StatusFeed>();
        services.AddHostedService(provider => provider.GetRequiredService<StatusFeed>());
    }

    /// <summary>
    /// Maps the page and its connection. Not as one of the components' pages: interactive ones among them would give all of them a cookie
    /// and Blazor's state.
    /// </summary>
    public static void MapStatusPage(this IEndpointRouteBuilder routes)
    {
        routes
            .MapMethods(
                StatusAuthentication.Path,
                [HttpMethods.Get, HttpMethods.Head, HttpMethods.Post],
                () => new RazorComponentResult<StatusPage>()
            )
            .ExcludeFromDescription();
        routes.MapBlazorHub();
    }

    /// <summary>
    /// Guards the page and its connection. Add it after routing and before antiforgery, which would refuse the token's form.
    /// </summary>
    public static void UseStatusAuthentication(this IApplicationBuilder app)
    {
        var authentication = app.ApplicationServices.GetRequiredService<StatusAuthentication>();
        app.UseWhen(context => StatusAuthentication.Guards(context.Request.Path), branch => branch.Use(authentication.InvokeAsync));
    }
}
