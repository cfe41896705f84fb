// The interactive chart over the server's drawing: same box, same colours, same prices.
import { createChart } from 'lightweight-charts';
import { ask, refused } from './ask.js';
import { decode } from './chart-body.js';
import { ChartCursor } from './chart-cursor.js';
import { ChartSeries } from './chart-series.js';
import { chartOptions, timesOf, volumeOptions } from './chart-style.js';
import { format, writeWith } from './page-format.js';
import { at } from './site.js';

/**
 * Draws over the server's drawing, and gives what moves it; `chosenView` gives the address of the page's view, which may change
 * meanwhile, `pageFormat` writes numbers and times.
 */
export async function mount(box, chosenView, latestQuote, pageFormat) {
  writeWith(pageFormat);
  const asked = latestQuote ?? readLatestQuote();
  let view, history, quote;
  do {
    view = chosenView();
    [history, quote] = await Promise.all([readHistory(view), asked]);
  } while (view !== chosenView());

  const chart = new HistoryChart(box, view);
  chart.draw(history);
  if (quote) {
    chart.tick(quote);
  }

  return chart;
}

async function readHistory(view, cache = 'default') {
  const { response, text } = await ask(at(view), { cache });
  if (!response.ok) {
    throw refused(response);
  }

  return decode(JSON.parse(text));
}

const readLatestQuote = () => ask(at('api/v1/quotes/latest')).then(({ response, text }) => (response.ok ? JSON.parse(text) : null));

class HistoryChart {
  #history = { rows: [], step: 0, type: 'line', isLog: false, isPast: false, averages: {}, volumeUnit: null };
  #latest = null;
  #alerts = [];
  #refreshing = null;
  #asked = 0;
  #drawn = 0;
  #series;
  #cursor;

  constructor(box, view) {
    this.box = box;
    this.view = view;
    this.surface = document.createElement('div');
    this.surface.className = 'surface';
    this.surface.setAttribute('aria-hidden', 'true');
    box.append(this.surface);
    this.chart = createChart(this.surface, { autoSize: true, ...chartOptions() });
    this.#series = new ChartSeries(this.chart);
    this.#cursor = new ChartCursor(box, this.chart, this);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.recolour());
  }

  /** The rows that are drawn, oldest first. */
  get rows() {
    return this.#history.rows;
  }

  /** The length of a row's interval in seconds. */
  get step() {
    return this.#history.step;
  }

  /** How many seconds the chart's times are ahead of the rows'. */
  get ahead() {
    return this.#series.ahead;
  }

  /** What prices count: satoshi per dollar as `sat`, else dollars. */
  get unit() {
    return this.#history.unit;
  }

  /** What volumes count; null where none is known. */
  get volumeUnit() {
    return this.#history.volumeUnit;
  }

  /** The library's series of the prices. */
  get series() {
    return this.#series.prices;
  }

  /** The place of a row on the axis of time. */
  placeOf(at) {
    return this.#series.placeOf(at);
  }

  /** A price in dollars in the unit that is drawn, or back. */
  inUnit(price) {
    return format.inUnit(this.unit, price);
  }

  /** Whether a row is not over, as of the latest quote. */
  isForming(row) {
    return !this.#history.isPast && row === this.rows.at(-1) && this.#latest?.slot < row.time + this.step;
  }

  /** Whether a view was asked for that is not drawn yet. */
  get isAwaited() {
    return this.#drawn !== this.#asked;
  }

  /** Fetches a view's history and shows all of it once the page around it has come, unless a view is asked for again meanwhile. */
  async show(view, page) {
    const [shown, request] = [this.view, ++this.#asked];
    this.view = view;
    try {
      const [history] = await Promise.all([readHistory(view), page]);
      if (request === this.#asked) {
        this.#drawn = request;
        this.draw(history);
      }
    } catch (problem) {
      if (request === this.#asked) {
        // What was shown stays, and is moved through again.
        this.view = shown;
        this.#drawn = request;
        this.#cursor.forgetWaitingSteps();
      }

      throw problem;
    }
  }

  /** Reads the view again that is shown, and leaves the reader where they are in it; who asks meanwhile waits for the same. */
  refresh() {
    this.#refreshing ??= this.#readAgain().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  /** Takes the colours of another theme. */
  recolour() {
    this.chart.applyOptions(chartOptions());
    this.#series.recolour();
  }

  /** Shows where the reader is, after the server's page has brought a readout of its own. */
  showPlace() {
    this.#cursor.showPlace();
  }

  /** Shows all of a history. */
  draw(history) {
    this.#take(history);
    this.chart.timeScale().fitContent();
    this.box.classList.add('drawn');
    this.#cursor.reset();
  }

  /** Moves the last point to a new price, or begins the next candle with it: the candle of its slot, as in the store. */
  tick(quote) {
    if (this.#history.isPast || (this.#latest && quote.slot < this.#latest.slot)) {
      return;
    }

    this.#latest = quote;
    if (this.#lacksCandlesBefore(quote)) {
      // No line may bridge what this page has not seen.
      this.refresh().catch(() => this.#moveLast(quote));
    } else {
      this.#moveLast(quote);
    }
  }

  /** Marks a price between two quotes, on the line and as the last price; the candle's highest and lowest stay the quotes'. */
  showTick(tick) {
    const last = this.rows.at(-1);
    if (!last || this.#history.isPast) {
      return;
    }

    const price = this.inUnit(tick.price);
    if (Date.parse(tick.asOf) / 1000 < last.time + this.step) {
      this.#series.update({ ...last, close: price }, this.isForming(last));
    }

    this.#series.markLast(price);
    this.box.dataset.lastPrice = String(tick.price);
  }

  /** Marks the prices of alerts. */
  showAlerts(prices) {
    this.#alerts = prices;
    this.#series.showAlerts(prices.map(price => this.inUnit(price)));
    this.box.dataset.alertPrices = prices.join(' ');
  }

  async #readAgain() {
    const view = this.view;
    const history = await readHistory(view, 'no-cache');
    if (this.view === view) {
      const { time } = this.#cursor;
      const wasWhole = this.#isWhole();
      this.#take(history);
      if (wasWhole) {
        this.chart.timeScale().fitContent();
      }

      this.#cursor.returnTo(time);
    }
  }

  /** Whether all points are in sight, as they are until a reader looks closer. */
  #isWhole() {
    const sight = this.chart.timeScale().getVisibleLogicalRange();
    return !sight || (sight.from <= 0.5 && sight.to >= this.placeOf(this.rows.length - 1) - 0.5);
  }

  #lacksCandlesBefore(quote) {
    const last = this.rows.at(-1);
    return last && quote.slot >= last.time + 2 * this.step;
  }

  #moveLast(quote) {
    const last = this.rows.at(-1);
    if (!last || quote.slot < last.time) {
      return;
    }

    const price = this.inUnit(quote.price);
    const time = last.time + Math.floor((quote.slot - last.time) / this.step) * this.step;
    const isSame = time === last.time;
    const row = isSame
      ? { ...last, close: price, high: Math.max(last.high, price), low: Math.min(last.low, price), spread: quote.spread ?? last.spread }
      : { time, open: price, high: price, low: price, close: price, volume: null, source: quote.sourceName, n: 1, spread: quote.spread };
    this.rows.splice(isSame ? -1 : this.rows.length, 1, row);
    this.#series.update(row, this.isForming(row));
    this.#markLast();
    this.box.dataset.lastPrice = String(price);
    this.#cursor.speakUnheard();
  }

  #take(history) {
    this.#cursor.forgetPlace();
    this.#history = history;
    const { step, rows } = history;
    this.chart.applyOptions(timesOf(step, this.#series.moveTimes(step, rows.at(-1)?.time)));
    this.#series.draw(history);
    if (rows.some(({ spread }) => spread)) {
      this.#loadBand();
    }

    this.showAlerts(this.#alerts);
    this.#markLast();
    if (this.#latest && !history.isPast) {
      this.#moveLast(this.#latest);
    }
  }

  /** The band is for few views and no need: where it does not come, the next view asks again. */
  #loadBand() {
    import(new URL(this.box.dataset.band, document.baseURI))
      .then(({ showBand }) => showBand(this, () => volumeOptions().color, format))
      .catch(() => {});
  }

  #markLast() {
    const price = this.rows.at(-1)?.close;
    if (price !== undefined) {
      this.#series.markLast(price);
    }
  }
}
