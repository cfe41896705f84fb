using BtcTracker.Ingest.Sources;

namespace BtcTracker.Ingest.Slots;

/// <content>What the reader logs.</content>
public sealed partial class MarketReader
{
    private static partial class Log
    {
        [LoggerMessage(
            LineIds.KeyRefused,
            LogLevel.Error,
            "{Source} refuses the API key: {Reason} It is not called again until ingest restarts; the next source is used instead. "
                + "Set a valid key in the AppHost's parameter: dotnet user-secrets set Parameters:coinmarketcap-api-key YOUR-KEY "
                + "--project BtcTracker.AppHost "
                + "(or the variable Sources__CoinMarketCap__ApiKey of ingest), or leave it empty to work without a key."
        )]
        public static partial void KeyRefused(ILogger logger, string source, string reason);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Source} returned no quote ({Kind}): {Reason} It will be called again at {NextCall:u}."
        )]
        public static partial void Failed(ILogger logger, string source, SourceFailure kind, string reason, DateTimeOffset nextCall);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "All sources failed in the same way ({Kind}): the network is the likely cause, so all are called again "
                + "at the next slot."
        )]
        public static partial void Network(ILogger logger, SourceFailure kind);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "A reading of {Source} was rejected ({Reason}): price {Price} as of {AsOf:u}, for the slot {Slot:u}."
        )]
        public static partial void Rejected(
            ILogger logger,
            string source,
            Rejection reason,
            decimal price,
            DateTimeOffset asOf,
            DateTimeOffset slot
        );

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Source} reports {Price}, and {SecondSource} confirms it with {SecondPrice}."
        )]
        public static partial void Confirmed(ILogger logger, string source, decimal price, string secondSource, decimal secondPrice);

        [LoggerMessage(
            Level = LogLevel.Warning,
            Message = "{Source} is excluded: its price {Price} is more than 3 % from the vendors' median. It is included again "
                + "within 1.5 % of it."
        )]
        public static partial void LeftOut(ILogger logger, string source, decimal price);

        [LoggerMessage(
            Level = LogLevel.Information,
            Message = "{Source} is included again: its price is within 1.5 % of the vendors' median."
        )]
        public static partial void CameBack(ILogger logger, string source);
    }
}
