using System.ComponentModel.DataAnnotations;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Hosting;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class SiteOptionsTests
{
    [Theory]
    [InlineData("btc")]
    [InlineData("/")]
    [InlineData("/btc/")]
    [InlineData("//btc")]
    [InlineData("/btc?x=1")]
    [InlineData("/btc#x")]
    [InlineData("/../btc")]
    [InlineData("https://example.com/btc")]
    [InlineData("/b\"tc")]
    public void What_is_no_path_is_refused_with_what_is_one(string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => WebApp.Build(["--Web:PathBase=" + value]));

        Assert.EndsWith(
            "Web:PathBase is not valid. Use a path such as /btc: it starts with '/', does not end with it, and has no query.",
            refused.Failures.Single(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("btc.example.com")]
    [InlineData("https://btc.example.com/")]
    [InlineData("https://btc.example.com/btc")]
    [InlineData("ftp://btc.example.com")]
    [InlineData("https://btc.example.com\"><script>")]
    public void A_public_address_is_a_scheme_and_a_host(string value)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => WebApp.Build(["--Web:PublicAddress=" + value]));

        Assert.EndsWith(
            "Web:PublicAddress is not valid. Use a scheme and a host, such as https://btc.example.com, without a path: that is "
                + "Web:PathBase.",
            refused.Failures.Single(),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("", null)]
    [InlineData("https://btc.example.com", "https://btc.example.com/btc/?range=1Y")]
    [InlineData("http://[::1]:5080", "http://[::1]:5080/btc/?range=1Y")]
    public void A_whole_address_has_the_public_host_and_the_path(string value, string? address)
    {
        SiteOptions options = new() { PathBase = "/btc", PublicAddress = value };

        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        Assert.Equal(address, options.Absolute("/?range=1Y"));
    }

    [Theory]
    [InlineData("", "/notices")]
    [InlineData("/btc", "/btc/notices")]
    [InlineData("/tools/btc-1.0", "/tools/btc-1.0/notices")]
    public void A_path_is_put_before_every_address(string value, string address)
    {
        SiteOptions options = new() { PathBase = value };

        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        Assert.Equal(address, options.Address("/notices"));
    }
}
