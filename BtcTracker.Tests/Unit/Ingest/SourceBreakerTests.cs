using System.Globalization;
using BtcTracker.Ingest.Sources;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Unit.Ingest;

[Trait("Level", "Unit")]
public sealed class SourceBreakerTests
{
    private readonly ManualTimeProvider _clock = new(new DateTimeOffset(2026, 12, 31, 22, 59, 20, TimeSpan.Zero));
    private readonly SourceBreaker _breaker;

    public SourceBreakerTests() => _breaker = new SourceBreaker(_clock);

    [Fact]
    public void A_source_may_be_asked_until_it_fails_and_again_once_it_answers()
    {
        Assert.True(_breaker.MayCall);
        Fail(SourceFailure.Server);
        Assert.False(_breaker.MayCall);
        _breaker.Succeeded();
        Assert.True(_breaker.MayCall);
    }

    [Fact]
    public void A_refused_key_is_never_tried_again()
    {
        Fail(SourceFailure.KeyRefused, TimeSpan.FromSeconds(1));
        _clock.Advance(TimeSpan.FromDays(4_000));

        Assert.False(_breaker.MayCall);
    }

    [Theory]
    [InlineData(SourceFailure.MinuteLimit, "2026-12-31T23:00:00Z")]
    [InlineData(SourceFailure.DayCredits, "2027-01-01T00:00:00Z")]
    [InlineData(SourceFailure.MonthCredits, "2027-01-01T00:00:00Z")]
    [InlineData(SourceFailure.AddressLimit, "2026-12-31T23:00:20Z")]
    [InlineData(SourceFailure.BadRequest, "2026-12-31T22:59:22Z")]
    [InlineData(SourceFailure.Server, "2026-12-31T22:59:22Z")]
    [InlineData(SourceFailure.Unreachable, "2026-12-31T22:59:22Z")]
    [InlineData(SourceFailure.InvalidBody, "2026-12-31T22:59:22Z")]
    public void A_source_is_not_called_for_as_long_as_its_failure_says(SourceFailure failure, string until)
    {
        Fail(failure);

        Assert.Equal(DateTimeOffset.Parse(until, CultureInfo.InvariantCulture), _breaker.NextCall);
    }

    [Fact]
    public void Months_credits_wait_for_the_first_of_the_next_month()
    {
        _clock.Set(new DateTimeOffset(2026, 2, 3, 4, 5, 6, TimeSpan.Zero));
        Fail(SourceFailure.MonthCredits);

        Assert.Equal(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), _breaker.NextCall);
    }

    [Fact]
    public void Failures_in_a_row_double_the_pause_up_to_a_minute()
    {
        var pauses = Enumerable.Range(0, 50).Select(_ => Pause(SourceFailure.Server)).ToList();

        Assert.Equal([2, 4, 8, 16, 32, 60, 60], pauses.Take(7).Select(pause => pause.TotalSeconds));
        Assert.Equal(60, pauses[^1].TotalSeconds);
    }

    [Fact]
    public void An_address_limit_slows_down_to_an_hour() =>
        Assert.Equal([1, 2, 4, 8, 16, 32, 60, 60], Enumerable.Range(0, 8).Select(_ => Pause(SourceFailure.AddressLimit).TotalMinutes));

    [Fact]
    public void A_longer_retry_time_is_kept_and_a_shorter_one_changes_nothing()
    {
        Fail(SourceFailure.Server, TimeSpan.FromMinutes(7));
        Assert.Equal(_clock.GetUtcNow().AddMinutes(7), _breaker.NextCall);

        Fail(SourceFailure.DayCredits, TimeSpan.FromSeconds(1));
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, TimeSpan.Zero), _breaker.NextCall);
    }

    [Fact]
    public void A_retry_time_of_years_is_cut_to_a_day()
    {
        Fail(SourceFailure.Server, TimeSpan.MaxValue);

        Assert.Equal(_clock.GetUtcNow().AddDays(1), _breaker.NextCall);
    }

    [Fact]
    public void A_refused_request_costs_more_only_when_it_repeats()
    {
        var pauses = Enumerable.Range(0, 15).Select(_ => Pause(SourceFailure.BadRequest).TotalSeconds).ToList();

        Assert.Equal([2, 4, 8], pauses.Take(3));
        Assert.Equal(3_600, pauses[^1]);
    }

    [Fact]
    public void A_failure_that_was_the_networks_is_forgiven_but_a_retry_time_is_kept()
    {
        Enumerable.Range(0, 10).ToList().ForEach(_ => Fail(SourceFailure.BadRequest));
        _breaker.Forgive();
        Assert.True(_breaker.MayCall);

        Fail(SourceFailure.BadRequest, TimeSpan.FromMinutes(7));
        _breaker.Forgive();
        Assert.Equal(TimeSpan.FromMinutes(7), _breaker.NextCall - _clock.GetUtcNow());
    }

    [Fact]
    public void What_an_earlier_process_knew_is_gone_on_with()
    {
        _breaker.Restore(3, _clock.GetUtcNow().AddSeconds(30));
        Assert.False(_breaker.MayCall);

        Assert.Equal(16, Pause(SourceFailure.Server).TotalSeconds);
    }

    [Fact]
    public void A_failure_of_a_clock_that_was_a_month_ahead_does_not_keep_a_source_from_being_asked_for_a_month()
    {
        var right = _clock.GetUtcNow();
        _clock.Set(right.AddMonths(1));
        Fail(SourceFailure.Server);
        _clock.Set(right);

        Assert.True(_breaker.MayCall);
        Fail(SourceFailure.Server);
        Assert.False(_breaker.MayCall);
    }

    [Fact]
    public void A_refused_key_is_not_tried_again_when_the_clock_is_set_back()
    {
        Fail(SourceFailure.KeyRefused);
        _clock.Set(_clock.GetUtcNow().AddDays(-1));

        Assert.False(_breaker.MayCall);
    }

    [Fact]
    public void An_earlier_processs_retry_time_of_a_day_is_kept_and_a_longer_one_comes_from_a_wrong_clock()
    {
        _breaker.Restore(3, _clock.GetUtcNow().AddDays(1));
        Assert.False(_breaker.MayCall);

        _breaker.Restore(3, _clock.GetUtcNow().AddDays(1).AddSeconds(1));
        Assert.True(_breaker.MayCall);
    }

    private TimeSpan Pause(SourceFailure failure)
    {
        Fail(failure);
        return _breaker.NextCall - _clock.GetUtcNow();
    }

    private void Fail(SourceFailure failure, TimeSpan? retryAfter = null) =>
        _breaker.Failed(new SourceException(failure, "No.", retryAfter));
}
