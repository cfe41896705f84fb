// How the interactive chart looks: the style sheet's colours, and labels as the server writes them.
import { LineStyle, PriceScaleMode, TickMarkType } from 'lightweight-charts';
import { format } from './page-format.js';
import { alert } from './words.js';

const raw = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

/** A colour of the style sheet as it is in the theme that shows: the property itself holds those of both. */
function colour(name) {
  const probe = document.createElement('span');
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return resolved;
}

/** The share of the height above and below the prices, as the server's drawing leaves it. */
const air = 0.06 / 1.12;

export const chartOptions = () => ({
  layout: {
    background: { color: 'transparent' },
    textColor: colour('--chart-text'),
    fontFamily: raw('--fontFamilyBase'),
    fontSize: 12,
    attributionLogo: false,
    panes: { separatorColor: colour('--chart-grid'), enableResize: false },
  },
  grid: { vertLines: { color: colour('--chart-grid') }, horzLines: { color: colour('--chart-grid') } },
  rightPriceScale: { borderVisible: false, minimumWidth: 64 },
  timeScale: {
    borderVisible: false,
    minBarSpacing: 0.001,
    fixLeftEdge: true,
    fixRightEdge: true,
    lockVisibleTimeRangeOnResize: true,
    timeVisible: true,
    secondsVisible: false,
  },
  crosshair: { horzLine: { labelBackgroundColor: colour('--chart-line') }, vertLine: { labelBackgroundColor: colour('--chart-line') } },
  handleScroll: { vertTouchDrag: false, mouseWheel: false },
  handleScale: { mouseWheel: false },
});

/** How times are written that are so many seconds ahead of UTC, below the chart and at the crosshair. */
export function timesOf(step, ahead) {
  const known = time => new Date((time - ahead) * 1000);
  return {
    localization: { locale: 'en-GB', timeFormatter: time => (step < 86400 ? format.minute : format.day)(known(time)) },
    timeScale: { timeVisible: step < 86400,
      tickMarkFormatter: (time, type) => timeMark(new Date(time * 1000), type) ?? format.clock(known(time)) },
  };
}

function timeMark(date, type) {
  return type === TickMarkType.Year ? String(date.getUTCFullYear())
    : type === TickMarkType.Month ? format.month(date)
    : type === TickMarkType.DayOfMonth ? format.dayOfMonth(date)
    : null;
}

export const scaleOptions = isLog => ({
  mode: isLog ? PriceScaleMode.Logarithmic : PriceScaleMode.Normal,
  scaleMargins: { top: air, bottom: air },
});

const priceOptions = {
  priceFormat: {
      type: 'custom',
      formatter: value => format.axisPrice(value),
      tickmarksFormatter: values => format.axisPrices(values),
      minMove: 0.0001,
    },
  // The series' own label shows the last price in view, which is another one as soon as the reader zooms or pans.
  lastValueVisible: false,
  priceLineVisible: false,
};

export const lineOptions = () => ({
  ...priceOptions,
  lineColor: colour('--chart-line'),
  topColor: colour('--chart-area-top'),
  bottomColor: colour('--chart-area-bottom'),
  lineWidth: 2,
});

/** Candles that rose are hollow, so that they are distinguished without colours. */
export const candleOptions = () => ({
  ...priceOptions,
  upColor: colour('--card'),
  borderUpColor: colour('--up'),
  wickUpColor: colour('--up'),
  downColor: colour('--down'),
  borderDownColor: colour('--down'),
  wickDownColor: colour('--down'),
});

/** A candle that is not over has a grey body, as in the server's drawing. */
export const formingOptions = hasFallen => ({ color: colour('--chart-grid'),
  borderColor: colour(hasFallen ? '--down' : '--up'),
  wickColor: colour(hasFallen ? '--down' : '--up') });

/** An average is a guide: only the prices decide what is in view. */
export const averageOptions = code => ({
  ...priceOptions,
  color: colour(`--chart-average-${code}`),
  lineWidth: 1,
  lineStyle: code === '200w' ? LineStyle.Dashed : LineStyle.Solid,
  crosshairMarkerVisible: false,
  autoscaleInfoProvider: () => null,
});

export const lastLineOptions = () => ({
  color: colour('--chart-line'),
  lineWidth: 1,
  lineStyle: LineStyle.Dashed,
  axisLabelVisible: true,
  title: '',
});

/** A line that a reader has set: dotted, and named by the word, as the sign of a bell is in few fonts. */
export const alertLineOptions = () => ({
  color: colour('--down'),
  lineWidth: 1,
  lineStyle: LineStyle.Dotted,
  axisLabelVisible: true,
  title: alert(),
});

/** How events are marked. */
export const markStyle = () => ({ line: colour('--colorNeutralStroke1'), text: colour('--colorNeutralForeground2'),
  font: `12px ${raw('--fontFamilyBase')}` });

export const volumeOptions = () => ({
  color: colour('--chart-volume'),
  priceFormat: { type: 'volume' },
  priceLineVisible: false,
  lastValueVisible: false,
});
