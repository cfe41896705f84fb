using BtcTracker.Market;
using BtcTracker.Tests.Infrastructure;
using BtcTracker.Tests.Storage;
using BtcTracker.Web.Status;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.FluentUI.AspNetCore.Components;

namespace BtcTracker.Tests.Unit.Web.Parts;

/// <summary>The cards of the operator's page in states that a running site is hardly brought into.</summary>
[Trait("Level", "Unit")]
public sealed class StatusPartTests : BunitContext
{
    private static readonly DateTimeOffset Slot = Samples.At("2026-11-20T12:00Z");

    public StatusPartTests()
    {
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddFluentUIComponents();
    }

    [Theory]
    [InlineData("en", "No reading yet.", "No gap.", "Ingest has not reported yet.", "No key, or not reported yet.")]
    [InlineData("es", "Aún no hay lecturas.", "Ningún hueco.", "La ingesta aún no ha informado.", "Sin clave, o aún sin informar.")]
    public void Without_data_a_card_says_so_in_place_of_an_empty_table(string code, params string[] said)
    {
        var text = StatusText.In(code);
        IRenderedComponent<IComponent>[] cards =
        [
            Render<QuotesCard>(card => card.Add(part => part.Quotes, []).Add(part => part.Text, text)),
            Render<GapsCard>(card => card.Add(part => part.Gaps, []).Add(part => part.Text, text)),
            Render<SourcesCard>(card => card.Add(part => part.Sources, []).Add(part => part.Text, text)),
            Render<CreditsCard>(card => card.Add(part => part.Credits, null).Add(part => part.Text, text)),
        ];

        Assert.Equal(said, cards.Select(card => card.Find("p").TextContent));
        Assert.All(cards, card => Assert.Empty(card.FindAll("table")));
    }

    [Fact]
    public void Before_ingest_has_started_its_schedule_is_unknown_in_every_line()
    {
        var report = new StatusReport { ReadAt = Slot };

        var card = Render<ScheduleCard>(card => card.Add(part => part.Report, report).Add(part => part.Text, StatusText.In("en")));

        Assert.Equal(Enumerable.Repeat("–", 6), card.FindAll("dd").Select(line => line.TextContent));
    }

    [Fact]
    public void A_quote_that_was_not_compared_has_no_spread_and_one_whose_sources_agreed_has_one_of_zero()
    {
        Quote[] quotes =
        [
            MarketData.Quote(Slot, 92_000m),
            MarketData.Quote(Slot.AddMinutes(-5), 91_000m) with
            {
                Spread = 0m,
                Outdated = true,
            },
        ];

        var card = Render<QuotesCard>(card => card.Add(part => part.Quotes, quotes).Add(part => part.Text, StatusText.In("en")));

        Assert.Equal(["–", "0.000%"], RowsOf(card).Select(row => row[4]));
        Assert.Equal(["Confirmed", "Outdated"], RowsOf(card).Select(row => row[5]));
    }

    [Theory]
    [InlineData("en", "Not called yet", "Closed")]
    [InlineData("es", "Aún sin llamar", "Cerrado")]
    public void A_source_that_was_never_called_says_so(string code, string outcome, string breaker)
    {
        SourceStatus[] sources = [new("kraken", null, null, null, BreakerState.Closed, null)];

        var card = Render<SourcesCard>(card => card.Add(part => part.Sources, sources).Add(part => part.Text, StatusText.In(code)));

        Assert.Equal(["Kraken", outcome, "–", breaker, "0", "–"], Assert.Single(RowsOf(card)));
    }

    private static List<string[]> RowsOf(IRenderedComponent<IComponent> card) =>
        [
            .. card.FindAll("tbody tr")
                .Select(row =>
                    row.QuerySelectorAll("td")
                        .Select(cell => cell.QuerySelector("[content]")?.GetAttribute("content") ?? cell.TextContent.Trim())
                        .ToArray()
                ),
        ];
}
