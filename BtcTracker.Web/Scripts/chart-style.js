// How the interactive chart looks: the style sheet's colours, and labels as the server writes them.
import { LineStyle } from 'lightweight-charts';
import * as format from './format.js';

const style = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const chartOptions = () => ({
  layout: {
    background: { color: 'transparent' },
    textColor: style('--chart-text'),
    fontFamily: style('--fontFamilyBase'),
    fontSize: 12,
    attributionLogo: false,
    panes: { separatorColor: style('--chart-grid'), enableResize: false },
  },
  grid: { vertLines: { color: style('--chart-grid') }, horzLines: { color: style('--chart-grid') } },
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
  crosshair: { horzLine: { labelBackgroundColor: style('--chart-line') }, vertLine: { labelBackgroundColor: style('--chart-line') } },
  handleScroll: { vertTouchDrag: false, mouseWheel: false },
  handleScale: { mouseWheel: false },
  localization: { locale: 'en-GB', timeFormatter: time => format.minute(new Date(time * 1000)) },
});

const axisPrice = (value, decimals = value >= 100 ? 0 : value >= 1 ? 2 : 4) =>
  value.toLocaleString('en-US', { minimumFractionDigits: decimals, maximumFractionDigits: decimals });

/** The labels of an axis, with the decimals that tell them apart. */
function axisPrices(values) {
  const step = values.length > 1 ? Math.min(...values.slice(1).map((value, i) => Math.abs(value - values[i]))) : 1;
  let decimals = 0;
  while (decimals < 12 && Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 0.001) {
    decimals++;
  }

  return values.map(value => axisPrice(value, decimals));
}

export const lineOptions = () => ({
  lineColor: style('--chart-line'),
  topColor: style('--chart-area-top'),
  bottomColor: style('--chart-area-bottom'),
  lineWidth: 2,
  priceFormat: { type: 'custom', formatter: value => axisPrice(value), tickmarksFormatter: axisPrices, minMove: 0.0001 },
  // The series' own label shows the last price in view, which is another one as soon as the reader zooms or pans.
  lastValueVisible: false,
  priceLineVisible: false,
});

export const lastLineOptions = () => ({
  color: style('--chart-line'),
  lineWidth: 1,
  lineStyle: LineStyle.Dashed,
  axisLabelVisible: true,
  title: '',
});

export const volumeOptions = () => ({
  color: style('--chart-volume'),
  priceFormat: { type: 'volume' },
  priceLineVisible: false,
  lastValueVisible: false,
});
