using BtcTracker.Market.Storage.Imported;

namespace BtcTracker.Tests.Storage.Imported;

[Trait("Level", "Storage")]
public sealed class ImportIdTests
{
    [Theory]
    [InlineData("20261128-141503-k3f")]
    [InlineData("20261128-141503-000")]
    [InlineData("20261231-235959-zzz")]
    public void An_id_reads_as_it_is_written(string text)
    {
        Assert.True(ImportId.TryParse(text, out var id));
        Assert.True(ImportId.TryParse(text.ToUpperInvariant(), out var same));

        Assert.Equal((text, id, id), (id.ToString(), same, ImportId.Of(id.Number)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-k3f")]
    [InlineData("20261128-141503")]
    [InlineData("20261128-141503-k3")]
    [InlineData("20261128-141503-k3fx")]
    [InlineData("20261128-141503-lio")]
    [InlineData("20261328-141503-k3f")]
    [InlineData("20261128-141503_k3f")]
    public void What_is_no_id_is_none(string? text) => Assert.False(ImportId.TryParse(text, out _));

    [Theory]
    [InlineData("2026-11-28T14:15:03Z", "2026-11-28T14:15:04Z")]
    [InlineData("2026-11-28T14:15:03.999Z", "2026-11-28T14:15:04Z")]
    [InlineData("2026-11-28T14:15:03.317Z", "2026-11-28T14:15:03.318Z")]
    public void A_later_import_has_a_higher_id(string earlier, string later)
    {
        var (first, second) = (ImportId.New(Samples.At(earlier)), ImportId.New(Samples.At(later)));

        Assert.True(first.Number < second.Number && string.CompareOrdinal(first.ToString(), second.ToString()) < 0);
    }
}
