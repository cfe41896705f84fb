using System.Xml.Linq;
using BtcTracker.Web.Components.Chart;
using BtcTracker.Web.Formatting;
using BtcTracker.Web.Views;

namespace BtcTracker.Web.Images;

/// <summary>Writes an image of the chart as SVG: attributes only, no script, no style, no external resource.</summary>
public sealed class ChartSvg
{
    private const string Area = "area";

    /// <summary>The prices behind the band are still seen.</summary>
    private const string BandOpacity = "0.35";
    private const int Left = 40;
    private const int Right = ChartImage.Width - Left;
    private const int Top = 206;

    /// <summary>A price's label this close to the latest price's would be half hidden by it.</summary>
    private const int LabelHeight = 24;

    /// <summary>What an average's name takes in the widest font.</summary>
    private const int LegendWidth = 150;

    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";
    private static readonly PlotSize Plot = ChartImage.Plot;

    private readonly ChartImage _image;
    private readonly ImageColours _colours;

    private ChartSvg(ChartImage image) => (_image, _colours) = (image, ImageColours.Of(image.View.Theme));

    /// <summary>Writes an image.</summary>
    public static string Write(ChartImage image) => new ChartSvg(image).Root().ToString(SaveOptions.DisableFormatting);

    private XElement Root() =>
        Element(
            "svg",
            [
                ("width", ChartImage.Width),
                ("height", ChartImage.Height),
                ("viewBox", $"0 0 {ChartImage.Width} {ChartImage.Height}"),
                ("role", "img"),
                ("font-family", "sans-serif"),
            ],
            Element("title", [], _image.Summary),
            Element("rect", [("width", ChartImage.Width), ("height", ChartImage.Height), ("fill", _colours.Card)]),
            Warning(),
            Head(),
            _image.Geometry is { } geometry
                ? Chart(geometry)
                : Text(Left + (Plot.Width / 2), Top + (Plot.Height / 2), 22, _colours.Muted, _image.NotDrawn, "middle"),
            Text(Left, 610, 18, _colours.Muted, _image.Origin),
            Text(Right, 610, 18, _colours.Muted, Texts.Disclaimer, "end")
        );

    private XElement? Warning() =>
        _image.Warning is not var (name, text)
            ? null
            : Element(
                "g",
                [],
                Element("rect", [("width", ChartImage.Width), ("height", 38), ("fill", _colours.Warning)]),
                Element(
                    "text",
                    [("x", Left), ("y", 26), ("font-size", 18), ("fill", _colours.Text)],
                    Element("tspan", [("font-weight", "bold"), ("fill", _colours.Down)], name),
                    Element("tspan", [("dx", 12)], text)
                )
            );

    private XElement Head() =>
        Element(
            "g",
            [],
            Element(
                "text",
                [("x", Left), ("y", 80), ("font-size", 26), ("fill", _colours.Text)],
                Element("tspan", [("font-weight", "bold")], "Bitcoin"),
                Element(
                    "tspan",
                    [("dx", 10), ("fill", _colours.Muted)],
                    _image.View.Unit.IsDollars ? Texts.ImageTitle : Texts.ImageTitleSatoshis
                )
            ),
            Text(Right, 80, 26, _colours.Text, "BtcTracker", "end", isBold: true),
            Element(
                "text",
                [("x", Left), ("y", 146), ("font-weight", "bold")],
                Element("tspan", [("font-size", 60), ("fill", _colours.Text)], _image.Price),
                Element(
                    "tspan",
                    [("dx", 24), ("font-size", 26), ("fill", _colours.OfDirection(Numbers.Direction(_image.Percent)))],
                    _image.Change
                )
            ),
            Text(Left, 186, 18, _colours.Muted, _image.Readout),
            Element(
                "g",
                [],
                [
                    .. _image
                        .View.Averages.Reverse()
                        .Select(
                            (average, at) => Text(Right - (at * LegendWidth), 186, 18, _colours.Of(average), $"— {average.Label}", "end")
                        ),
                ]
            )
        );

    private XElement Chart(ChartGeometry chart) =>
        Element(
            "g",
            [("transform", $"translate({Left} {Top})")],
            Element(
                "defs",
                [],
                Element(
                    "linearGradient",
                    [("id", Area), ("x1", 0), ("x2", 0), ("y1", 0), ("y2", 1)],
                    Element("stop", [("offset", 0), ("stop-color", _colours.Up), ("stop-opacity", _colours.AreaOpacity)]),
                    Element("stop", [("offset", 1), ("stop-color", _colours.Up), ("stop-opacity", "0.01")])
                ),
                Element("clipPath", [("id", "plot")], Element("rect", [("width", Plot.Width), ("height", Plot.Height)]))
            ),
            Grid(chart),
            Element(
                "g",
                [("clip-path", "url(#plot)")],
                [
                    chart.Band.Length == 0
                        ? null
                        : Element("path", [("d", chart.Band), ("fill", _colours.Band), ("fill-opacity", BandOpacity)]),
                    .. Prices(chart),
                    .. chart.Averages.Select(drawn => AveragePath(drawn.Average, drawn.Path)),
                    .. chart.Marks.SelectMany(drawn => Mark(drawn.Mark, drawn.Label)),
                ]
            ),
            Last(chart),
            chart.Band.Length > 0 ? BandLegend() : null
        );

    // On a ground of its own, as the line of the latest price may be there. A letter takes less in any font.
    private XElement BandLegend() =>
        Element(
            "g",
            [],
            Element("rect", [("x", 2), ("y", 4), ("width", 44 + (9 * Texts.BandLegend.Length)), ("height", 26), ("fill", _colours.Card)]),
            Element("rect", [("x", 8), ("y", 11), ("width", 22), ("height", 12), ("fill", _colours.Band), ("fill-opacity", BandOpacity)]),
            Text(38, 22, 16, _colours.Muted, Texts.BandLegend)
        );

    private XElement Grid(ChartGeometry chart) =>
        Element(
            "g",
            [("font-size", 18), ("fill", _colours.Muted), ("stroke-width", 1)],
            [
                .. chart.Prices.Select(price => Line(0, Plot.Width, Down(price), Down(price), _colours.Grid)),
                .. chart.Times.Select(time => Line(Across(time), Across(time), 0, Plot.Height, _colours.Grid)),
                .. chart
                    .Prices.Where(price => Math.Abs(Down(price) - Down(chart.Last)) >= LabelHeight)
                    .Select(price => Element("text", [("x", Plot.Width + 10), ("y", Down(price) + 6)], price.Text)),
                .. chart.Times.Select(time =>
                    Element("text", [("x", Across(time)), ("y", Plot.Height + 26), ("text-anchor", "middle")], time.Text)
                ),
            ]
        );

    private IEnumerable<XElement> Prices(ChartGeometry chart) =>
        chart.Line.Length > 0
            ?
            [
                Element("path", [("d", chart.Area), ("fill", $"url(#{Area})")]),
                Element(
                    "path",
                    [("d", chart.Line), ("fill", "none"), ("stroke", _colours.Up), ("stroke-width", 3), ("stroke-linejoin", "round")]
                ),
            ]
            :
            [
                Element("path", [("d", chart.Candles.Rising), ("fill", _colours.Card), ("stroke", _colours.Up), ("stroke-width", "1.5")]),
                Element(
                    "path",
                    [("d", chart.Candles.Falling), ("fill", _colours.Down), ("stroke", _colours.Down), ("stroke-width", "1.5")]
                ),
                Element(
                    "path",
                    [
                        ("d", chart.Candles.Forming),
                        ("fill", _colours.Grid),
                        ("stroke", chart.Candles.HasFormingFallen ? _colours.Down : _colours.Up),
                        ("stroke-width", "1.5"),
                    ]
                ),
            ];

    private XElement AveragePath(Average average, string path) =>
        Element(
            "path",
            [
                ("d", path),
                ("fill", "none"),
                ("stroke", _colours.Of(average)),
                ("stroke-width", 2),
                ("stroke-dasharray", average == Average.Weeks200 ? "9 6" : "none"),
            ]
        );

    private IEnumerable<XElement> Mark(ChartMark mark, AxisLabel label)
    {
        var (across, isRight) = (Across(label), label.Share > 0.8m);
        var name = mark.Kind == MarkKind.Halving ? $"½ {mark.Name}" : $"◆ {mark.Name}";
        yield return Element(
            "line",
            [("x1", across), ("x2", across), ("y1", 0), ("y2", Plot.Height), ("stroke", _colours.Mark), ("stroke-dasharray", "2 4")]
        );
        yield return Text(
            across + (isRight ? -6 : 6),
            Plot.Height - (mark.Kind == MarkKind.Halving ? 10 : 32),
            16,
            _colours.Muted,
            name,
            isRight ? "end" : "start"
        );
    }

    private XElement Last(ChartGeometry chart) =>
        Element(
            "g",
            [],
            Element(
                "line",
                [
                    ("x2", Plot.Width),
                    ("y1", Down(chart.Last)),
                    ("y2", Down(chart.Last)),
                    ("stroke", _colours.Up),
                    ("stroke-dasharray", "3 3"),
                ]
            ),
            Element(
                "rect",
                [
                    ("x", Plot.Width),
                    ("y", Down(chart.Last) - 14),
                    ("width", Right - Left - Plot.Width),
                    ("height", 28),
                    ("fill", _colours.Up),
                ]
            ),
            Text(Plot.Width + 10, Down(chart.Last) + 6, 18, _colours.OnLine, chart.Last.Text)
        );

    private static decimal Across(AxisLabel label) => Plot.Across(label.Share);

    private static decimal Down(AxisLabel label) => Plot.Down(label.Share);

    private static XElement Line(decimal left, decimal right, decimal top, decimal bottom, string colour) =>
        Element("line", [("x1", left), ("x2", right), ("y1", top), ("y2", bottom), ("stroke", colour)]);

    private static XElement Text(
        decimal across,
        decimal down,
        int size,
        string colour,
        string text,
        string anchor = "start",
        bool isBold = false
    ) =>
        Element(
            "text",
            [
                ("x", across),
                ("y", down),
                ("font-size", size),
                ("font-weight", isBold ? "bold" : "normal"),
                ("fill", colour),
                ("text-anchor", anchor),
            ],
            text
        );

    private static XElement Element(string name, (string Name, object Value)[] attributes, params object?[] content) =>
        new(Svg + name, attributes.Select(attribute => new XAttribute(attribute.Name, attribute.Value)), content);
}
