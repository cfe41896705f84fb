using BtcTracker.Web.Formatting;
using Microsoft.AspNetCore.Http.Extensions;

namespace BtcTracker.Web.Components.Personal;

/// <summary>The forms that open a record on another device, by an address that is good for minutes.</summary>
public sealed class MeDeviceForms(MePages pages, MeLink link, MeCookie cookie)
{
    /// <summary>Makes the address.</summary>
    public async Task<IResult> MakeAsync(HttpContext context)
    {
        var (account, token, page) = await pages.OpenAsync(context);
        if (account is null)
        {
            return page!;
        }

        var request = context.Request;
        var address = UriHelper.BuildAbsolute(
            request.Scheme,
            request.Host,
            request.PathBase,
            MeEndpoint.Path + MeEndpoint.Link,
            QueryString.Create("key", link.Make(account.Holder.Name, token))
        );
        return await pages.ShowAsync(context, pages.View(context) with { Account = account, Link = address });
    }

    /// <summary>Asks whether to open the record here, so that programs that preview links open nothing.</summary>
    public Task<IResult> AskAsync(string? key, HttpContext context) =>
        link.Read(key ?? string.Empty) is null
            ? pages.ShowAsync(context, pages.View(context, MeEndpoint.Open, Texts.MeLinkOld), StatusCodes.Status400BadRequest)
            : pages.ShowAsync(context, pages.View(context) with { LinkKey = key });

    /// <summary>Opens it.</summary>
    public async Task<IResult> OpenAsync(HttpContext context)
    {
        if (link.Read(context.Request.Form["key"].ToString()) is not var (name, token))
        {
            return await pages.ShowAsync(context, pages.View(context, MeEndpoint.Open, Texts.MeLinkOld), StatusCodes.Status400BadRequest);
        }

        cookie.Set(context, name, token);
        return pages.Back(context);
    }
}
