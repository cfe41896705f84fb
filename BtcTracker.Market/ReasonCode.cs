namespace BtcTracker.Market;

/// <summary>The reasons for which a name or a file of purchases is refused, each with what its text names.</summary>
public enum ReasonCode
{
    /// <summary>A name without a character.</summary>
    NameEmpty,

    /// <summary>A name with too many letters: the most letters.</summary>
    NameTooLong,

    /// <summary>A name with a visible character that is no letter: the character.</summary>
    NameCharacter,

    /// <summary>A name with an invisible character: its code point as U+0000.</summary>
    NameCodePoint,

    /// <summary>A cell that is no time: the column and the cell.</summary>
    NotATime,

    /// <summary>A cell that is no number: the column and the cell.</summary>
    NotANumber,

    /// <summary>A cell whose number is too large: the column and the cell.</summary>
    NumberTooLarge,

    /// <summary>A row that is no buy: the vendor's type of the row.</summary>
    NotABuy,

    /// <summary>A trade of another asset: the asset.</summary>
    NotBitcoin,

    /// <summary>A trade in another currency: the currency.</summary>
    NotInDollars,

    /// <summary>A file of unknown columns: the columns of our own export.</summary>
    UnknownFile,

    /// <summary>A file with too many rows: the most rows.</summary>
    TooManyRows,

    /// <summary>A line that is not CSV: the line, from 1, and the reason.</summary>
    UnreadableLine,

    /// <summary>A quotation mark that is not closed.</summary>
    UnclosedQuote,

    /// <summary>A row that is too long: the most characters.</summary>
    RowTooLong,
}
