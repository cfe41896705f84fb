// The interactive chart over the server's drawing: same box, same colours, same prices.
import { AreaSeries, createChart, HistogramSeries } from 'lightweight-charts';
import { ask, refused } from './ask.js';
import { decode } from './chart-body.js';
import { chartOptions, lastLineOptions, lineOptions, volumeOptions } from './chart-style.js';
import * as format from './format.js';
import { at } from './site.js';

const volumeHeight = 72;
const keys = { ArrowLeft: -1, ArrowRight: 1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };
const zooms = { '+': 0.5, '=': 0.5, '-': 2, 0: 'all', Escape: 'all' };

/** Draws over the server's drawing, and gives what moves it; `chosenRange` gives the page's range, which may change meanwhile. */
export async function mount(box, chosenRange, newestQuote) {
  const asked = newestQuote ?? readNewestQuote();
  let range, history, quote;
  do {
    range = chosenRange();
    [history, quote] = await Promise.all([readHistory(range), asked]);
  } while (range !== chosenRange());

  const chart = new HistoryChart(box, range);
  chart.draw(history);
  if (quote) {
    chart.tick(quote);
  }

  return chart;
}

async function readHistory(range, cache = 'default') {
  const { response, text } = await ask(at(`chart/${range}`), { cache });
  if (!response.ok) {
    throw refused(response);
  }

  return decode(JSON.parse(text));
}

const readNewestQuote = () => ask(at('api/v1/quotes/latest')).then(({ response, text }) => (response.ok ? JSON.parse(text) : null));

class HistoryChart {
  #rows = [];
  #length = 0;
  #at = -1;
  #series = null;
  #volume = null;
  #lastLine = null;
  #newest = null;
  #refreshing = null;
  #asked = 0;
  #drawn = 0;
  #waitingSteps = [];

  constructor(box, range) {
    this.box = box;
    this.range = range;
    this.surface = document.createElement('div');
    this.surface.className = 'surface';
    this.surface.setAttribute('aria-hidden', 'true');
    box.append(this.surface);
    this.chart = createChart(this.surface, { autoSize: true, ...chartOptions() });
    this.#series = this.chart.addSeries(AreaSeries, lineOptions());
    this.chart.subscribeCrosshairMove(event => this.#read(event.time));
    this.chart.subscribeClick(event => this.#goTo(event.time));
    this.#becomeSlider();
    this.#followTheme();
  }

  /** Fetches a range's history and shows all of it once the page around it has come, unless a range is asked for again meanwhile. */
  async show(range, page) {
    const [shown, request] = [this.range, ++this.#asked];
    this.range = range;
    try {
      const [history] = await Promise.all([readHistory(range), page]);
      if (request === this.#asked) {
        this.#drawn = request;
        this.draw(history);
      }
    } catch (problem) {
      if (request === this.#asked) {
        // What was shown stays, and is moved through again.
        this.range = shown;
        this.#drawn = request;
        this.#waitingSteps = [];
      }

      throw problem;
    }
  }

  /** Reads the range again that is shown, and leaves the reader where they are in it; who asks meanwhile waits for the same. */
  refresh() {
    this.#refreshing ??= this.#readAgain().finally(() => {
      this.#refreshing = null;
    });
    return this.#refreshing;
  }

  async #readAgain() {
    const range = this.range;
    const history = await readHistory(range, 'no-cache');
    if (this.range === range) {
      const time = this.#rows[this.#at]?.time;
      const wasWhole = this.#isWhole();
      this.#take(history);
      if (wasWhole) {
        this.chart.timeScale().fitContent();
      }

      // The oldest candle may have left the range: its reader goes on at the next one.
      this.#at = this.#rows.findIndex(row => row.time >= time);
      this.#speakUnheard();
    }
  }

  /** Whether all points are in sight, as they are until a reader looks closer. */
  #isWhole() {
    const sight = this.chart.timeScale().getVisibleLogicalRange();
    return !sight || (sight.from <= 0.5 && sight.to >= this.#rows.length - 1.5);
  }

  /** Shows all of a history. */
  draw(history) {
    this.#take(history);
    this.chart.timeScale().fitContent();
    this.#at = -1;
    this.#speak();
    this.box.classList.add('drawn');
    this.#takeWaitingSteps();
  }

  /** Keys that were pressed while the history was on its way; the library has fitted the chart in its next frame. */
  #takeWaitingSteps() {
    this.#waitingSteps.splice(0).forEach(step => this.#step(step));
    requestAnimationFrame(() => this.showPlace());
  }

  /** Shows the place that the keys led to, on the chart and in the readout, while the chart has the focus. */
  showPlace() {
    const row = this.#rows[this.#at];
    if (row && document.activeElement === this.box) {
      this.chart.setCrosshairPosition(row.value, row.time, this.#series);
      this.#read(row.time);
    }
  }

  /** Moves the last point to a new price, or begins the next candle with it: the candle of its slot, as in the store. */
  tick(quote) {
    if (this.#newest && quote.slot < this.#newest.slot) {
      return;
    }

    this.#newest = quote;
    if (this.#lacksCandlesBefore(quote)) {
      // No line may bridge what this page has not seen.
      this.refresh().catch(() => this.#moveLast(quote));
    } else {
      this.#moveLast(quote);
    }
  }

  /** Marks a price between two quotes, on the line and as the last price; the candle's highest and lowest stay the quotes'. */
  showTick(tick) {
    const last = this.#rows.at(-1);
    if (!last) {
      return;
    }

    if (Date.parse(tick.asOf) / 1000 < last.time + this.#length) {
      this.#series.update({ time: last.time, value: tick.price });
    }

    this.#lastLine?.applyOptions({ price: tick.price });
    this.box.dataset.lastPrice = String(tick.price);
  }

  #lacksCandlesBefore(quote) {
    const last = this.#rows.at(-1);
    return last && quote.slot >= last.time + 2 * this.#length;
  }

  #moveLast(quote) {
    const last = this.#rows.at(-1);
    if (!last || quote.slot < last.time) {
      return;
    }

    const time = last.time + Math.floor((quote.slot - last.time) / this.#length) * this.#length;
    const row = time === last.time
      ? { ...last, value: quote.price, high: Math.max(last.high, quote.price), low: Math.min(last.low, quote.price) }
      : { time, value: quote.price, high: quote.price, low: quote.price };
    this.#rows.splice(time === last.time ? -1 : this.#rows.length, 1, row);
    this.#series.update({ time, value: quote.price });
    this.#markLast();
    this.box.dataset.lastPrice = String(quote.price);
    this.#speakUnheard();
  }

  #take(history) {
    this.#length = history.step;
    this.#rows = history.openTime.map((time, i) => ({ time, value: history.close[i], high: history.high[i], low: history.low[i] }));
    this.chart.applyOptions({ timeScale: { timeVisible: this.#length < 86400 } });
    this.#series.setData(this.#rows);
    this.#markLast();
    this.#takeVolume(history);
    if (this.#newest) {
      this.#moveLast(this.#newest);
    }
  }

  /** Marks the newest price of all, in view or not. */
  #markLast() {
    const price = this.#rows.at(-1)?.value;
    if (price === undefined) {
      return;
    }

    this.#lastLine ??= this.#series.createPriceLine({ price, ...lastLineOptions() });
    this.#lastLine.applyOptions({ price });
  }

  /** Own candles have no volume; a pane without a bar is no pane. */
  #takeVolume(history) {
    if (this.#volume) {
      this.chart.removeSeries(this.#volume);
      this.#volume = null;
    }

    if (history.volume.some(volume => volume > 0)) {
      this.#volume = this.chart.addSeries(HistogramSeries, volumeOptions(), 1);
      this.#volume.setData(history.openTime.map((time, i) => (history.volume[i] === null ? { time } : { time, value: history.volume[i] })));
      this.chart.panes()[1]?.setHeight(volumeHeight);
    }
  }

  /** A slider is what screen readers and keyboards know for moving along one line. */
  #becomeSlider() {
    this.box.setAttribute('role', 'slider');
    this.box.setAttribute('aria-label', 'Price chart: arrow keys move through time, plus and minus zoom, 0 shows all');
    this.box.setAttribute('aria-valuemin', '0');
    this.box.addEventListener('keydown', event => this.#move(event));
    this.box.addEventListener('focus', () => {
      this.chart.applyOptions({ handleScroll: { mouseWheel: true }, handleScale: { mouseWheel: true } });
      this.#speak();
    });
    this.box.addEventListener('blur', () => {
      this.chart.applyOptions({ handleScroll: { mouseWheel: false }, handleScale: { mouseWheel: false } });
      this.chart.clearCrosshairPosition();
      this.#read(undefined);
    });
  }

  #move(event) {
    const step = keys[event.key];
    const zoom = zooms[event.key];
    const isWaiting = this.#drawn !== this.#asked;
    if ((step ?? zoom) === undefined || event.ctrlKey || event.metaKey || event.altKey || (this.#rows.length === 0 && !isWaiting)) {
      return;
    }

    event.preventDefault();
    if (step === undefined) {
      this.#zoom(zoom);
    } else if (isWaiting) {
      // It is meant for the range that is chosen, whose history is on its way.
      this.#waitingSteps.push(step);
    } else {
      this.#step(step);
    }
  }

  #step(step) {
    const newest = this.#rows.length - 1;
    this.#at = Math.min(newest, Math.max(0, (this.#at < 0 ? newest : this.#at) + step));
    this.#bringIntoView();
    this.showPlace();
    this.#speak();
  }

  /** A tap reads the candle below it, and the keys go on from there. */
  #goTo(time) {
    const at = this.#rows.findIndex(row => row.time === time);
    if (at >= 0) {
      this.#at = at;
      this.box.focus({ preventScroll: true });
      this.showPlace();
      this.#speak();
    }
  }

  /** Shows a part of the range around the reader's place, or all of it with its newest point again. */
  #zoom(factor) {
    const scale = this.chart.timeScale();
    const sight = scale.getVisibleLogicalRange();
    if (factor === 'all' || !sight) {
      scale.fitContent();
      this.#at = -1;
      this.chart.clearCrosshairPosition();
      this.#read(undefined);
      this.#speak();
      return;
    }

    const length = Math.max(10, (sight.to - sight.from) * factor);
    const middle = this.#at < 0 ? this.#rows.length - 1 : this.#at;
    this.#see(middle - length / 2, length);
  }

  #bringIntoView() {
    const sight = this.chart.timeScale().getVisibleLogicalRange();
    if (sight && (this.#at < sight.from || this.#at > sight.to)) {
      this.#see(this.#at - (sight.to - sight.from) / 2, sight.to - sight.from);
    }
  }

  /** Shows so many candles, from one on, but no emptiness beside them. */
  #see(from, length) {
    const newest = this.#rows.length - 1;
    const start = Math.max(0, Math.min(from, newest - length));
    this.chart.timeScale().setVisibleLogicalRange({ from: start, to: Math.min(newest, start + length) });
  }

  /** A screen reader speaks whatever changes on what has the focus: there only the reader's own keys change it. */
  #speakUnheard() {
    if (document.activeElement !== this.box) {
      this.#speak();
    }
  }

  #speak() {
    const at = this.#at < 0 ? this.#rows.length - 1 : this.#at;
    this.box.setAttribute('aria-valuemax', String(Math.max(0, this.#rows.length - 1)));
    this.box.setAttribute('aria-valuenow', String(Math.max(0, at)));
    this.box.setAttribute('aria-valuetext', at < 0 ? 'No data' : this.#told(this.#rows[at]));
  }

  #read(time) {
    const readout = document.querySelector('[data-part="readout"]');
    readout.dataset.range ??= readout.textContent;
    const row = time === undefined ? null : this.#rows.find(candidate => candidate.time === time);
    readout.textContent = row ? this.#told(row) : readout.dataset.range;
  }

  #told(row) {
    const date = new Date(row.time * 1000);
    const when = this.#length < 86400 ? format.minute(date) : format.day(date);
    return `${when} · ${format.price(row.value)} · high ${format.price(row.high)} · low ${format.price(row.low)}`;
  }

  #followTheme() {
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.chart.applyOptions(chartOptions());
      this.#series.applyOptions(lineOptions());
      this.#lastLine?.applyOptions(lastLineOptions());
      this.#volume?.applyOptions(volumeOptions());
    });
  }
}
