using System.Text.Json;
using BtcTracker.Ingest.Sources;

namespace BtcTracker.Tests.Unit.Ingest;

/// <summary>How a source's fields are read: what counts as a number or a time, and what an error says.</summary>
[Trait("Level", "Unit")]
public sealed class JsonFieldsTests
{
    [Theory]
    [InlineData("21847.757042255787", "21847.757042255787")]
    [InlineData("\"63271.78\"", "63271.78")]
    [InlineData("2.17e-05", "0.0000217")]
    [InlineData("\" 1 \"", "1")]
    [InlineData("-0.5", "-0.5")]
    public void A_number_is_read_from_its_text(string json, string number) =>
        Assert.Equal(number, JsonFields.AsNumber(Element(json), "price").ToString(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("\"1,000\"")]
    [InlineData("\"NaN\"")]
    [InlineData("\"\"")]
    [InlineData("true")]
    [InlineData("[1]")]
    [InlineData("{}")]
    public void What_is_no_number_is_named_with_its_text(string json)
    {
        var error = Invalid(() => JsonFields.AsNumber(Element(json), "price"));

        Assert.Equal($"price {json} is not a number.", error.Message);
    }

    [Fact]
    public void A_field_that_is_missing_or_null_has_no_value()
    {
        var element = Element("""{"a": null, "b": 0}""");

        Assert.Null(JsonFields.Field(element, "a"));
        Assert.Null(JsonFields.Field(element, "c"));
        Assert.Null(JsonFields.Field(null, "a"));
        Assert.Null(JsonFields.Field(Element("[1]"), "a"));
        Assert.Null(JsonFields.Number(element, "a"));
        Assert.Equal(0m, JsonFields.Number(element, "b"));
        Assert.Null(JsonFields.Count(element, "a"));
        Assert.Null(JsonFields.Time(element, "a"));
    }

    [Fact]
    public void Seconds_are_from_after_1970_until_before_the_year_3000()
    {
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), JsonFields.AsInstant(1));
        Assert.Equal(DateTimeOffset.UnixEpoch.AddSeconds(1), JsonFields.AsInstant(1.9m));
        Assert.Equal(new DateTimeOffset(2999, 12, 31, 23, 59, 59, TimeSpan.Zero), JsonFields.AsInstant(32_503_679_999m));
        Assert.Equal("time 0 is not a time in seconds since 1970.", Invalid(() => JsonFields.AsInstant(0)).Message);
        Assert.Equal("time 32503680000 is not a time in seconds since 1970.", Invalid(() => JsonFields.AsInstant(32_503_680_000m)).Message);
    }

    [Theory]
    [InlineData("2147483647", 2147483647)]
    [InlineData("-2147483648", -2147483648)]
    [InlineData("\"12\"", 12)]
    [InlineData("12.0", 12)]
    public void A_count_is_a_whole_number(string json, int count) =>
        Assert.Equal(count, JsonFields.Count(Element($$"""{"n": {{json}}}"""), "n"));

    [Theory]
    [InlineData("2147483648")]
    [InlineData("-2147483649")]
    [InlineData("0.5")]
    public void A_count_that_is_too_large_or_broken_is_named(string json)
    {
        var error = Invalid(() => JsonFields.Count(Element($$"""{"n": {{json}}}"""), "n"));

        Assert.Equal($"n {json} is not a whole number.", error.Message);
    }

    [Theory]
    [InlineData("2026-11-21T12:00:00Z")]
    [InlineData("2026-11-21T12:00:00")]
    [InlineData("2026-11-21T13:00:00+01:00")]
    public void A_time_is_utc_with_an_offset_or_without(string text)
    {
        var time = JsonFields.Time(Element($$"""{"t": "{{text}}"}"""), "t");

        Assert.Equal((IngestParts.Noon, TimeSpan.Zero), (time!.Value, time.Value.Offset));
    }

    [Fact]
    public void What_is_no_time_is_named_with_its_text() =>
        Assert.Equal("t \"noon\" is not a time.", Invalid(() => JsonFields.Time(Element("""{"t": "noon"}"""), "t")).Message);

    [Fact]
    public void A_body_that_is_not_JSON_is_shown_from_its_beginning_on_one_line()
    {
        var error = Invalid(() => JsonFields.Parse("<html>\r\n\tsorry</html>" + new string('x', 300)));

        Assert.Equal(
            "The body is not JSON; it begins with '<html>   sorry</html>" + new string('x', 200 - "<html>   sorry</html>".Length) + "'.",
            error.Message
        );
        Assert.IsType<JsonException>(error.InnerException, exactMatch: false);
    }

    [Fact]
    public void A_text_is_a_strings_content_or_the_raw_text()
    {
        Assert.Equal("a\nb", JsonFields.TextOf(Element("\"a\\nb\"")));
        Assert.Equal("1.50", JsonFields.TextOf(Element("1.50")));
        Assert.Equal("[ 1 ]", JsonFields.TextOf(Element("[ 1 ]")));
    }

    [Fact]
    public void Half_a_character_is_an_error_of_the_body() =>
        Assert.Equal("The body has an escape that is half a character.", Invalid(() => JsonFields.TextOf(Element("\"\\ud800\""))).Message);

    private static JsonElement Element(string json) => JsonElement.Parse(json);

    private static SourceException Invalid(Func<object?> read)
    {
        var error = Assert.Throws<SourceException>(read);
        Assert.Equal(SourceFailure.InvalidBody, error.Failure);
        return error;
    }
}
