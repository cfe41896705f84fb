using System.Net;
using BtcTracker.Market.Push;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Market;

/// <summary>Where a push service may be.</summary>
[Trait("Level", "Unit")]
public sealed class PublicAddressTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("93.184.216.34")]
    [InlineData("172.15.255.255")]
    [InlineData("172.32.0.1")]
    [InlineData("192.169.0.1")]
    [InlineData("100.63.255.255")]
    [InlineData("2606:4700::6810:84e5")]
    [InlineData("2a00:1450:4001:81b::200a")]
    [InlineData("::ffff:93.184.216.34")]
    public void An_address_of_the_internet_is_public(string address) => Assert.True(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("10.1.2.3")]
    [InlineData("100.64.0.1")]
    [InlineData("127.0.0.1")]
    [InlineData("127.255.255.254")]
    [InlineData("169.254.169.254")]
    [InlineData("169.254.170.2")]
    [InlineData("172.16.0.1")]
    [InlineData("172.31.255.255")]
    [InlineData("192.0.0.8")]
    [InlineData("192.168.1.1")]
    [InlineData("198.18.0.1")]
    [InlineData("203.0.113.7")]
    [InlineData("224.0.0.1")]
    [InlineData("240.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("::ffff:10.0.0.1")]
    [InlineData("::127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("64:ff9b:1::a00:1")]
    [InlineData("100::1")]
    [InlineData("2001::1")]
    [InlineData("2001:db8::1")]
    [InlineData("2002:7f00:1::")]
    [InlineData("fc00::1")]
    [InlineData("fd00:ec2::254")]
    [InlineData("fe80::1")]
    [InlineData("fe80::1%1")]
    [InlineData("fec0::1")]
    [InlineData("ff02::1")]
    public void Any_other_address_is_not(string address) => Assert.False(PublicAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData("https://127.0.0.1/x")]
    [InlineData("https://127.1/x")]
    [InlineData("https://0x7f000001/x")]
    [InlineData("https://2130706433/x")]
    [InlineData("https://0177.0.0.1/x")]
    [InlineData("https://[::1]/x")]
    [InlineData("https://[::ffff:7f00:1]/x")]
    [InlineData("https://10.0.0.1:443/x")]
    [InlineData("https://169.254.169.254/latest/meta-data")]
    [InlineData("https://[fd00:ec2::254]/latest/meta-data")]
    [InlineData("https://１２７.0.0.1/x")]
    public async Task A_host_that_is_an_address_is_taken_as_one_however_it_is_written(string text)
    {
        var hosts = new PushHosts(new StubResolver(StubResolver.Public), TimeProvider.System);
        Assert.Null(PushHosts.Read(text, out var endpoint));

        var (addresses, problem) = await hosts.FindAsync(endpoint!.IdnHost, Cancellation);

        Assert.Equal((0, "The endpoint's host is not in the public internet."), (addresses.Count, problem));
    }

    [Fact]
    public async Task A_name_of_which_one_address_is_private_is_refused()
    {
        var hosts = new PushHosts(new StubResolver(StubResolver.Public, "192.168.0.1"), TimeProvider.System);

        Assert.NotNull((await hosts.FindAsync("push.example.com", Cancellation)).Problem);
        Assert.NotNull((await hosts.FindAsync("push.example.com.", Cancellation)).Problem);
    }

    [Theory]
    [InlineData("http://push.example.com/x")]
    [InlineData("ftp://push.example.com/x")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://me:secret@push.example.com/x")]
    [InlineData("https://push.example.com/x#part")]
    [InlineData("https://push.example.com:8443/x")]
    [InlineData("https://")]
    [InlineData("//push.example.com/x")]
    [InlineData("https://push.example.com/\r\nx: y")]
    [InlineData(" https://push.example.com/")]
    [InlineData("")]
    public void What_is_no_https_address_of_a_push_service_is_refused(string text) =>
        Assert.Equal("The endpoint must be an https address, as the browser's subscription has it.", PushHosts.Read(text, out _));

    [Fact]
    public void A_key_is_a_point_of_the_curve_and_a_secret_has_sixteen_bytes()
    {
        using var browser = new PushBrowser();
        Assert.True(PushSubscription.IsPoint(browser.P256dh));
        Assert.True(PushSubscription.IsAuth(browser.Auth));

        Assert.All(
            ["", "x", browser.P256dh[..^1], browser.P256dh + "AA", "B" + new string('A', 86), browser.P256dh + " ", "=" + browser.P256dh],
            wrong => Assert.False(PushSubscription.IsPoint(wrong))
        );
        Assert.All(["", browser.Auth[..^2], browser.Auth + "AA", "ü"], wrong => Assert.False(PushSubscription.IsAuth(wrong)));
    }
}
