using Microsoft.Playwright;

namespace BtcTracker.Tests.Infrastructure;

/// <summary>Waits for what a page's script sees.</summary>
internal static class PageWaits
{
    /// <summary>Waits until an expression is true; <c>value</c> in it is what is given.</summary>
    /// <remarks>
    /// It is made a function. Playwright evaluates an expression again at each frame, which the page's Content-Security-Policy
    /// refuses: it would fail wherever it is not true at once.
    /// </remarks>
    public static Task UntilAsync(this IPage page, string expression, object? value = null) =>
#pragma warning disable RS0030 // The one place for it.
        page.WaitForFunctionAsync($"value => {expression}", value);
#pragma warning restore RS0030
}
