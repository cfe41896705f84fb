using BtcTracker.Market;
using BtcTracker.Market.Storage.Holders;
using BtcTracker.Tests.Infrastructure;

namespace BtcTracker.Tests.Storage;

/// <summary>What the store promises of holders and their purchases, on every engine.</summary>
public abstract class HolderContract(EngineFixture engine) : IDisposable
{
    private readonly PriceStoreHost _store = new(engine.Endpoint);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_store_without_a_table_has_no_holder()
    {
        Assert.Null(await _store.Holders.FindAsync(HolderName.Parse("Ana"), Cancellation));
    }

    [Fact]
    public async Task A_holder_comes_back_with_every_digit_of_their_purchases()
    {
        var ana = await CreateAsync("Ana");
        NewPurchase[] bought = [Bought(0.00000001m, 0.01m, "Café, Madrid"), Bought(20_999_999.99999999m, 999_999_999_999.12345678m, "")];
        foreach (var purchase in bought)
        {
            await AddAsync(ana, purchase);
        }

        var account = await FindAsync("ANA");

        Assert.Equal(ana, account.Holder);
        Assert.Equal("Ana", account.Holder.Name.Text);
        Assert.Equal(bought, account.Purchases.Select(purchase => purchase.Details));
        Assert.Equal([1, 2], account.Purchases.Select(purchase => purchase.Number));
    }

    [Fact]
    public async Task Of_many_who_take_a_name_at_the_same_time_one_gets_it()
    {
        using var other = new PriceStoreHost(engine.Endpoint, _store.Table);

        var made = await Task.WhenAll(
            Enumerable
                .Range(0, 10)
                .Select(number =>
                    (number % 2 == 0 ? _store : other).Holders.TryCreateAsync(Record(number % 3 == 0 ? "josé" : "JOSE\u0301"), Cancellation)
                )
        );

        Assert.Single(made, isMade => isMade);
    }

    [Fact]
    public async Task A_record_that_changed_since_it_was_read_is_not_replaced()
    {
        var read = await CreateAsync("Ana");
        var newer = read with { FirstBought = new DateOnly(2014, 5, 6), Version = 2 };
        Assert.True(await _store.Holders.TryReplaceAsync(read, newer, Cancellation));

        Assert.False(
            await _store.Holders.TryReplaceAsync(read, read with { FirstBought = new DateOnly(2015, 5, 6), Version = 2 }, Cancellation)
        );
        Assert.Equal(newer, (await FindAsync("Ana")).Holder);
    }

    [Fact]
    public async Task Purchases_that_are_added_at_the_same_time_replace_none()
    {
        var ana = await CreateAsync("Ana");
        var empty = await FindAsync("Ana");

        await Task.WhenAll(Enumerable.Range(1, 20).Select(number => _store.Holders.TryAddAsync(empty, Bought(number, 1), Cancellation)));

        var account = await FindAsync("Ana");
        Assert.Equal(
            Enumerable.Range(1, 20).Select(number => (decimal)number),
            account.Purchases.Select(purchase => purchase.Details.Amount).Order()
        );
        Assert.Equal(20, account.Purchases.Select(purchase => purchase.Id).Distinct().Count());
        Assert.Equal(ana, account.Holder);
    }

    [Fact]
    public async Task A_holder_has_a_thousand_purchases_and_no_more()
    {
        await CreateAsync("Ana");
        var empty = await FindAsync("Ana");
        var numbers = Enumerable.Range(1, HolderPurchase.Most).Select(number => new HolderPurchase(number, "t", Bought(1, 1))).ToList();
        await Parallel.ForEachAsync(
            numbers.SkipLast(1),
            Cancellation,
            async (free, cancellation) =>
                await _store.Holders.TryAddAsync(
                    empty with
                    {
                        Purchases = [.. numbers.Where(number => number != free)],
                    },
                    free.Details,
                    cancellation
                )
        );
        var account = await FindAsync("Ana");

        var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => _store.Holders.TryAddAsync(account, Bought(2, 1), Cancellation)));

        Assert.Single(added, purchase => purchase is not null);
        Assert.Equal(HolderPurchase.Most, (await FindAsync("Ana")).Purchases.Count);
    }

    [Fact]
    public async Task A_purchase_is_removed_once_and_the_next_at_its_number_has_another_id()
    {
        var ana = await CreateAsync("Ana");
        var first = await AddAsync(ana, Bought(1, 1));
        Assert.True(await _store.Holders.TryRemoveAsync(ana, first, Cancellation));
        var second = await AddAsync(ana, Bought(2, 1));

        Assert.False(await _store.Holders.TryRemoveAsync(ana, first, Cancellation));

        Assert.Equal((first.Number, true), (second.Number, second.Id != first.Id));
        Assert.Equal(second, Assert.Single((await FindAsync("Ana")).Purchases));
    }

    [Fact]
    public async Task A_deleted_holder_leaves_nothing_and_costs_no_other_anything()
    {
        var (ana, anaïs) = (await CreateAsync("Ana"), await CreateAsync("Anaïs"));
        await AddAsync(ana, Bought(1, 1));
        await AddAsync(ana, Bought(2, 1));
        await AddAsync(anaïs, Bought(3, 1));

        await _store.Holders.DeleteAsync(ana, Cancellation);

        Assert.Null(await _store.Holders.FindAsync(ana.Name, Cancellation));
        Assert.Equal([("H#ANAÏS", "0"), ("H#ANAÏS", "1")], await _store.KeysAsync(Cancellation));
    }

    [Fact]
    public async Task A_purchase_that_was_under_way_when_its_holder_was_deleted_is_not_the_next_holders()
    {
        var first = await CreateAsync("Ana");
        var read = await FindAsync("Ana");
        await _store.Holders.DeleteAsync(first, Cancellation);
        await CreateAsync("Ana");

        await Assert.ThrowsAsync<HolderDeletedException>(() => _store.Holders.TryAddAsync(read, Bought(1, 1), Cancellation));
        await Assert.ThrowsAsync<HolderDeletedException>(() =>
            _store.Holders.AddAllAsync(read, [Bought(1, 1), Bought(2, 1)], Cancellation)
        );

        var second = await FindAsync("Ana");
        Assert.Equal([("H#ANA", "0")], await _store.KeysAsync(Cancellation));
        var own = await _store.Holders.TryAddAsync(second, Bought(2, 1), Cancellation);
        Assert.Equal(own, Assert.Single((await FindAsync("Ana")).Purchases));
        await _store.Holders.DeleteAsync(second.Holder, Cancellation);
        Assert.Empty(await _store.KeysAsync(Cancellation));
    }

    [Fact]
    public async Task An_import_that_runs_while_its_holder_is_deleted_leaves_nothing()
    {
        var holder = await CreateAsync("Greta");
        var read = await FindAsync("Greta");
        var import = _store.Holders.AddAllAsync(read, [.. Enumerable.Range(1, 200).Select(amount => Bought(amount, 1))], Cancellation);
        while ((await _store.KeysAsync(Cancellation)).Count < 20)
        {
            await Task.Yield();
        }

        await _store.Holders.DeleteAsync(holder, Cancellation);

        // It may have ended before the record was deleted.
        Assert.True(await Xunit.Record.ExceptionAsync(() => import) is null or HolderDeletedException);
        Assert.Empty(await _store.KeysAsync(Cancellation));
    }

    [Fact]
    public async Task The_same_import_twice_at_once_adds_each_purchase_once()
    {
        await CreateAsync("Ana");
        var read = await FindAsync("Ana");
        NewPurchase[] purchases = [.. Enumerable.Range(1, 100).Select(amount => Bought(amount, 1)), Bought(7, 1)];

        var added = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => _store.Holders.AddAllAsync(read, purchases, Cancellation)));

        Assert.Equal(purchases.Length, added.Sum());
        Assert.Equal(
            purchases.Select(purchase => purchase.Amount).Order(),
            (await FindAsync("Ana")).Purchases.Select(purchase => purchase.Details.Amount).Order()
        );
    }

    [Fact]
    public async Task A_second_deletion_of_a_record_keeps_the_purchases_of_the_next_holder_of_its_name()
    {
        var first = await CreateAsync("Ana");
        await _store.Holders.DeleteAsync(first, Cancellation);
        var second = await CreateAsync("Ana");
        var own = await AddAsync(second, Bought(2, 1));

        await _store.Holders.DeleteAsync(first, Cancellation);

        Assert.Equal(own, Assert.Single((await FindAsync("Ana")).Purchases));
    }

    private async Task<HolderRecord> CreateAsync(string name)
    {
        var record = Record(name);
        Assert.True(await _store.Holders.TryCreateAsync(record, Cancellation));
        return record;
    }

    private async Task<HolderAccount> FindAsync(string name)
    {
        var account = await _store.Holders.FindAsync(HolderName.Parse(name), Cancellation);
        Assert.NotNull(account);
        return account;
    }

    private async Task<HolderPurchase> AddAsync(HolderRecord holder, NewPurchase purchase)
    {
        var added = await _store.Holders.TryAddAsync(await FindAsync(holder.Name.Text), purchase, Cancellation);
        Assert.NotNull(added);
        return added;
    }

    private static HolderRecord Record(string name) =>
        new()
        {
            Name = HolderName.Parse(name),
            Id = Guid.NewGuid().ToString("N"),
            TokenHash = new string('a', 64),
            FirstBought = new DateOnly(2013, 4, 5),
            Created = new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero),
        };

    private static NewPurchase Bought(decimal amount, decimal paid, string place = "Bar") =>
        new(new DateOnly(2020, 2, 29), place, amount, paid);
}

[Trait("Level", "Storage")]
public sealed class HoldersOnDynoxideTests(DynoxideFixture engine) : HolderContract(engine), IClassFixture<DynoxideFixture>;

[Trait("Level", "Storage")]
public sealed class HoldersOnDynaliteTests(DynaliteFixture engine) : HolderContract(engine), IClassFixture<DynaliteFixture>;

[Slow]
[Trait("Level", "Storage")]
public sealed class HoldersOnDynamoDbLocalTests(DynamoDbLocalFixture engine) : HolderContract(engine), IClassFixture<DynamoDbLocalFixture>;
