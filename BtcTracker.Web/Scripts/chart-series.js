// What the interactive chart draws of a view: its prices as a line or as candles, averages over them, volume below.
import { AreaSeries, CandlestickSeries, HistogramSeries, LineSeries } from 'lightweight-charts';
import { gapsBefore } from './chart-gaps.js';
import { ChartMarks } from './chart-marks.js';
import {
  alertLineOptions, averageOptions, candleOptions, formingOptions, lastLineOptions, lineOptions, markStyle, scaleOptions, volumeOptions,
} from './chart-style.js';
import { format } from './page-format.js';

const volumeHeight = 72;

/** How the line from a point to the next one looks over a gap. */
const noLine = { lineColor: 'transparent', topColor: 'transparent', bottomColor: 'transparent' };

/** The series of a chart; the chart itself is kept whatever the view is, because creating it takes a quarter of a second. */
export class ChartSeries {
  #chart;
  #type = null;
  #lastLine = null;
  #volume = null;
  #averages = [];
  #places = [];
  #latest = null;
  #alertLines = [];
  #marks = new ChartMarks(markStyle);

  constructor(chart) {
    this.#chart = chart;
    this.prices = null;
    // The library knows no time zones: it gets times that are ahead of UTC as the reader's clock is.
    this.ahead = 0;
  }

  /**
   * Takes the zone of what is drawn next: the reader's own, but for days, which are UTC days. One for the whole view, as times must not
   * go back where a summer ends.
   */
  moveTimes(step, last) {
    const time = new Date((last ?? 0) * 1000);
    this.ahead = step < 86400 ? (format.inZone(time) - time) / 1000 : 0;
    return this.ahead;
  }

  /** Draws a view. */
  draw({ type, isLog, rows, averages, step }) {
    this.#become(type);
    this.#chart.priceScale('right').applyOptions(scaleOptions(isLog));
    this.prices.setData(this.#points(rows, step));
    this.#latest = rows.at(-1) ?? null;
    this.#drawAverages(averages, rows);
    this.#drawVolume(rows);
    this.#marks.show(rows, this.ahead);
  }

  /** Draws the latest row again, or the next one; whether it is not over is shown. */
  update(row, isForming) {
    if (row.time !== this.#latest?.time) {
      if (this.#latest) {
        this.prices.update(this.#point(this.#latest));
      }

      this.#places.push((this.#places.at(-1) ?? -1) + 1);
    }

    this.#latest = row;
    this.prices.update({ ...this.#point(row), ...(isForming && this.#type === 'candles' ? formingOptions(row.close < row.open) : {}) });
  }

  /** The place of a row on the axis of time, where gaps take room too. */
  placeOf(at) {
    return this.#places[at] ?? at;
  }

  /** Marks the last price of all, in view or not. */
  markLast(price) {
    this.#lastLine ??= this.prices.createPriceLine({ price, ...lastLineOptions() });
    this.#lastLine.applyOptions({ price });
  }

  /** Marks the prices that a reader is to be alerted at. */
  showAlerts(prices) {
    this.#alertLines.splice(0).forEach(line => this.prices.removePriceLine(line));
    this.#alertLines = prices.map(price => this.prices.createPriceLine({ price, ...alertLineOptions() }));
  }

  /** Takes the colours of another theme. */
  recolour() {
    this.prices.applyOptions(this.#options());
    this.#lastLine?.applyOptions(lastLineOptions());
    this.#alertLines.forEach(line => line.applyOptions(alertLineOptions()));
    this.#volume?.applyOptions(volumeOptions());
    this.#averages.forEach(({ code, series }) => series.applyOptions(averageOptions(code)));
  }

  #options() {
    return this.#type === 'candles' ? candleOptions() : lineOptions();
  }

  #point(row) {
    const time = row.time + this.ahead;
    return this.#type === 'candles' ? { ...row, time } : { time, value: row.close };
  }

  #value(row, value) {
    const time = row.time + this.ahead;
    return value === null ? { time } : { time, value };
  }

  /** The rows' points, with empty ones in gaps; without those the library would draw a line across. */
  #points(rows, step) {
    const gaps = gapsBefore(rows, step);
    this.#places = [];
    let place = -1;
    return rows.flatMap((row, at) => {
      place += gaps[at] + 1;
      this.#places.push(place);
      const point = this.#point(row);
      const drawn = gaps[at + 1] > 0 && this.#type !== 'candles' ? { ...point, ...noLine } : point;
      return [...Array.from({ length: gaps[at] }, (_, i) => ({ time: rows[at - 1].time + this.ahead + (i + 1) * step })), drawn];
    });
  }

  #become(type) {
    if (this.#type === type) {
      return;
    }

    if (this.prices) {
      this.#chart.removeSeries(this.prices);
    }

    this.#type = type;
    this.#lastLine = null;
    this.prices = this.#chart.addSeries(type === 'candles' ? CandlestickSeries : AreaSeries, this.#options());
    this.prices.setSeriesOrder(0);
    this.prices.attachPrimitive(this.#marks);
    this.#alertLines = [];
  }

  #drawAverages(averages, rows) {
    this.#averages.splice(0).forEach(({ series }) => this.#chart.removeSeries(series));
    for (const [code, values] of Object.entries(averages)) {
      const series = this.#chart.addSeries(LineSeries, averageOptions(code));
      series.setData(rows.map((row, at) => this.#value(row, values[at])));
      this.#averages.push({ code, series });
    }
  }

  /** Own candles have no volume; a pane without a bar is no pane. */
  #drawVolume(rows) {
    if (this.#volume) {
      this.#chart.removeSeries(this.#volume);
      this.#volume = null;
    }

    if (rows.some(({ volume }) => volume > 0)) {
      this.#volume = this.#chart.addSeries(HistogramSeries, volumeOptions(), 1);
      this.#volume.setData(rows.map(row => this.#value(row, row.volume)));
      this.#chart.panes()[1]?.setHeight(volumeHeight);
    }
  }
}
