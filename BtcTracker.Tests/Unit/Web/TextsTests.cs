using System.Collections;
using System.Globalization;
using System.Text.RegularExpressions;
using BtcTracker.Web.Formatting;

namespace BtcTracker.Tests.Unit.Web;

/// <summary>The texts of the pages: each is there in each language, with the same places for values.</summary>
[Trait("Level", "Unit")]
public sealed class TextsTests
{
    private static readonly Dictionary<string, string> English = TextsOf(CultureInfo.InvariantCulture);
    private static readonly Dictionary<string, string> Spanish = TextsOf(Language.Spanish.Culture);

    [Fact]
    public void Every_text_is_there_in_both_languages() =>
        Assert.Equal(English.Keys.Order(StringComparer.Ordinal), Spanish.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_text_has_the_same_places_for_values_and_the_same_spaces_at_its_ends_in_both_languages()
    {
        Assert.NotEmpty(English);
        Assert.All(
            English,
            text =>
            {
                var other = Spanish[text.Key];
                Assert.Equal(PlacesIn(text.Value), PlacesIn(other));
                Assert.Equal(text.Value.EndsWith(' '), other.EndsWith(' '));
                Assert.NotEmpty(other);
            }
        );
    }

    [Fact]
    public void What_is_written_for_no_page_is_in_English() => Assert.Equal("2 days", Times.Age(TimeSpan.FromDays(2)));

    [Fact]
    public void A_language_is_spoken_until_what_is_written_in_it_is_done()
    {
        Assert.Equal("2 días", Language.Spanish.Speak(() => Times.Age(TimeSpan.FromDays(2))));
        Assert.Same(Language.English, Language.Current);
    }

    private static string[] PlacesIn(string text) =>
        [.. Regex.Matches(text, @"\{\d+[^}]*\}").Select(place => place.Value).Distinct().Order(StringComparer.Ordinal)];

    private static Dictionary<string, string> TextsOf(CultureInfo culture) =>
        Texts
            .ResourceManager.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(text => (string)text.Key, text => (string)text.Value!);
}
