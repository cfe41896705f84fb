using BtcTracker.Web.Views;

namespace BtcTracker.Web.Images;

/// <summary>The colours of an image, which are those of <c>Styles/site.css</c>: an image has no style sheet.</summary>
internal sealed record ImageColours
{
    private static readonly ImageColours Light = new()
    {
        Card = "#ffffff",
        Text = "#242424",
        Muted = "#616161",
        Grid = "#e4e4e4",
        Mark = "#a0a0a0",
        Up = "#0b62b8",
        Down = "#b8470b",
        Warning = "#fdeee4",
        OnLine = "#ffffff",
        AreaOpacity = "0.22",
        Band = "#7690a9",
        Days200 = "#7a5a00",
        Weeks200 = "#6b3fa0",
    };

    private static readonly ImageColours Dark = new()
    {
        Card = "#1f1f1f",
        Text = "#ffffff",
        Muted = "#adadad",
        Grid = "#333333",
        Mark = "#707070",
        Up = "#6cb8ff",
        Down = "#ff9d66",
        Warning = "#43200b",
        OnLine = "#101010",
        AreaOpacity = "0.26",
        Band = "#5f7b97",
        Days200 = "#e3b341",
        Weeks200 = "#c9a6ff",
    };

    /// <summary>The ground.</summary>
    public required string Card { get; init; }

    /// <summary>What is read first.</summary>
    public required string Text { get; init; }

    /// <summary>What is read next.</summary>
    public required string Muted { get; init; }

    /// <summary>The grid's lines.</summary>
    public required string Grid { get; init; }

    /// <summary>The lines of marks.</summary>
    public required string Mark { get; init; }

    /// <summary>What rose, and the line.</summary>
    public required string Up { get; init; }

    /// <summary>What fell.</summary>
    public required string Down { get; init; }

    /// <summary>The ground of a warning.</summary>
    public required string Warning { get; init; }

    /// <summary>Text on the line's colour.</summary>
    public required string OnLine { get; init; }

    /// <summary>How much of the line's colour the area below it has at its top.</summary>
    public required string AreaOpacity { get; init; }

    /// <summary>How far the sources were apart.</summary>
    public required string Band { get; init; }

    /// <summary>The average of 200 days.</summary>
    public required string Days200 { get; init; }

    /// <summary>The average of 200 weeks.</summary>
    public required string Weeks200 { get; init; }

    /// <summary>The colours of a theme; an image does not know the reader's system, and is light unless dark is asked for.</summary>
    public static ImageColours Of(Theme theme) => theme == Theme.Dark ? Dark : Light;

    /// <summary>The colour of an average.</summary>
    public string Of(Average average) => average == Average.Weeks200 ? Weeks200 : Days200;

    /// <summary>The colour of a change.</summary>
    public string OfDirection(int? direction) =>
        direction switch
        {
            > 0 => Up,
            < 0 => Down,
            _ => Muted,
        };
}
