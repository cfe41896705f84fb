using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Unit.Ingest;
using BtcTracker.Web.Hosting;
using BtcTracker.Web.Status;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace BtcTracker.Tests.Unit.Web;

[Trait("Level", "Unit")]
public sealed class StatusAccessTests
{
    private const string Token = "a-token-of-some-length";

    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 11, 28, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void A_pass_ends_with_its_time()
    {
        var access = Access(Token);
        var pass = access.MakePass();
        Assert.True(access.IsPass(pass));

        _clock.Advance(StatusAccess.PassTime);

        Assert.False(access.IsPass(pass));
    }

    [Fact]
    public void A_pass_of_another_token_or_with_another_end_is_none()
    {
        var pass = Access(Token).MakePass();
        var (end, signature) = (pass.Split('.')[0], pass.Split('.')[1]);

        Assert.False(Access("another-token-of-some-length").IsPass(pass));
        Assert.All(
            [null, string.Empty, ".", "..", $"{end}0.{signature}", $"{end}.", $"{end}.{signature}x", $"x.{signature}", $".{signature}"],
            forged => Assert.False(Access(Token).IsPass(forged))
        );
    }

    [Fact]
    public void Without_a_token_nothing_is_the_token_and_nothing_a_pass()
    {
        var access = Access(string.Empty);

        Assert.False(access.IsToken(string.Empty));
        Assert.False(access.IsPass(access.MakePass()));
    }

    [Fact]
    public void A_thousand_refusals_are_one_line_a_minute()
    {
        var log = new LogKeeper<TokenAttempts>();
        using var attempts = new TokenAttempts(_clock, log);

        for (var attempt = 0; attempt < 1000; attempt++)
        {
            attempts.Refused();
        }

        Assert.Single(log.Lines);
        _clock.Advance(TimeSpan.FromMinutes(1));
        attempts.Refused();
        Assert.Contains("1000 requests", log.Lines.Last().Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--Status:Token=too-short", "Status:Token must have 16 to 256 characters.")]
    [InlineData("--Status:Viewers=-1", "Status:Viewers must be from 0 to 10,000.")]
    public void What_is_out_of_range_is_refused_at_the_start_and_not_repeated_in_the_error(string argument, string refusal)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => WebApp.Build([argument]));

        Assert.EndsWith(refusal, refused.Failures.Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("too-short", refused.ToString(), StringComparison.Ordinal);
    }

    private StatusAccess Access(string token) => new(Options.Create(new StatusOptions { Token = token }), new Somewhere(), _clock);

    private sealed class Somewhere : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "BtcTracker.Web";

        public string ContentRootPath { get; set; } = "/";

        public Microsoft.Extensions.FileProviders.IFileProvider ContentRootFileProvider { get; set; } =
            new Microsoft.Extensions.FileProviders.NullFileProvider();
    }
}
