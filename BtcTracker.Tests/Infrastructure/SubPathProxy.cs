using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>A reverse proxy that serves the site below <see cref="Path"/>, and another site beside it.</summary>
internal sealed class SubPathProxy : IAsyncDisposable
{
    /// <summary>The path that the site is served below.</summary>
    public const string Path = "/btc";

    private readonly WebApplication _app;

    private SubPathProxy(WebApplication app) => _app = app;

    /// <summary>The site's address behind the proxy.</summary>
    public Uri Address => new(_app.Urls.First() + Path + "/");

    /// <summary>Starts it.</summary>
    /// <param name="site">Where the site listens.</param>
    /// <param name="strips">Whether it takes the path off what it passes on.</param>
    public static async Task<SubPathProxy> StartAsync(Uri site, bool strips)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Services.AddHttpForwarder();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        var destination = site.GetLeftPart(UriPartial.Authority);
        app.MapForwarder(
            Path + "/{**rest}",
            destination,
            transforms =>
            {
                if (strips)
                {
                    transforms.AddPathRemovePrefix(Path);
                }
            }
        );
        app.MapFallback(() => Results.Text("somebody else's", statusCode: StatusCodes.Status418ImATeapot));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new SubPathProxy(app);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
