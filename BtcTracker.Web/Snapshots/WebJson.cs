using System.Text.Json.Serialization;
using BtcTracker.Web.Api;

namespace BtcTracker.Web.Snapshots;

/// <summary>The bodies' JSON, generated at compile time: camel case, nulls written, decimals as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QuoteBody))]
[JsonSerializable(typeof(CandleSeries))]
[JsonSerializable(typeof(QuoteSeries))]
[JsonSerializable(typeof(StatsBody))]
[JsonSerializable(typeof(StoredQuoteBody))]
[JsonSerializable(typeof(RatesBody))]
public sealed partial class WebJson : JsonSerializerContext;
