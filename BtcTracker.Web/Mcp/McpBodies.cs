using System.Text.Json.Serialization;
using BtcTracker.Web.Contracts;

namespace BtcTracker.Web.Mcp;

/// <summary>The latest price.</summary>
internal sealed record PriceAnswer(
    string Symbol,
    decimal PriceUsd,
    DateTime AsOf,
    long AgeSeconds,
    string Source,
    string Mode,
    string? ModeNote,
    bool IsLiveTick,
    bool IsStale,
    bool IsConfirmed,
    DateTime? NextReadingAt,
    IReadOnlyDictionary<string, decimal?> ChangePercent
);

/// <summary>Candles as columns.</summary>
internal sealed record HistoryAnswer(
    string Symbol,
    string Currency,
    string Interval,
    DateTime From,
    DateTime To,
    string? Note,
    IReadOnlyList<string> Sources,
    IReadOnlyList<string> OpenTime,
    IReadOnlyList<decimal> Open,
    IReadOnlyList<decimal> High,
    IReadOnlyList<decimal> Low,
    IReadOnlyList<decimal> Close,
    IReadOnlyList<decimal?> Volume,
    string? VolumeUnit
);

/// <summary>A converted amount.</summary>
internal sealed record ConvertAnswer(
    decimal Amount,
    string From,
    decimal Result,
    string To,
    string Words,
    decimal? PriceUsd,
    DateTime? PriceAsOf,
    string? PriceSource,
    bool IsStale,
    IReadOnlyList<RateUsed> Rates
);

/// <summary>A currency's rate that a conversion used.</summary>
internal sealed record RateUsed(string Currency, decimal PerUsd, string Source, DateTime AsOf);

/// <summary>The answers' JSON, generated at compile time.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PriceAnswer))]
[JsonSerializable(typeof(HistoryAnswer))]
[JsonSerializable(typeof(ConvertAnswer))]
[JsonSerializable(typeof(StatsBody))]
[JsonSerializable(typeof(WhatIfBody))]
internal sealed partial class McpJson : JsonSerializerContext;
