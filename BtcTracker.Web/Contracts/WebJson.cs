using System.Text.Json.Serialization;

namespace BtcTracker.Web.Contracts;

/// <summary>The bodies' JSON, generated at compile time: camel case, nulls written, decimals as they are stored.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(QuoteBody))]
[JsonSerializable(typeof(CandleSeries))]
[JsonSerializable(typeof(ViewedSeries))]
[JsonSerializable(typeof(ChartBody))]
[JsonSerializable(typeof(QuoteSeries))]
[JsonSerializable(typeof(StatsBody))]
[JsonSerializable(typeof(FiguresBody))]
[JsonSerializable(typeof(TickerBody))]
[JsonSerializable(typeof(StoredQuoteBody))]
[JsonSerializable(typeof(RatesBody))]
[JsonSerializable(typeof(WhatIfBody))]
[JsonSerializable(typeof(MissedQuotes))]
public sealed partial class WebJson : JsonSerializerContext;
