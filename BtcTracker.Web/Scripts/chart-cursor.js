// Where a reader is in the chart: moved by keys, a tap or the pointer, shown by the readout and to screen readers, closer or farther.
import { format } from './page-format.js';
import * as words from './words.js';

const steps = { ArrowLeft: -1, ArrowRight: 1, PageUp: 10, PageDown: -10, Home: -Infinity, End: Infinity };
const zooms = { '+': 0.5, '=': 0.5, '-': 2, 0: 'all', Escape: 'all' };

// Keys for what links of the page do: candles, logarithm, satoshi, and the ranges in their order.
const toggles = { c: 'type', l: 'scale', u: 'unit' };

const leastInView = 10;

/** A reader's place in a chart's rows. */
export class ChartCursor {
  #at = -1;
  #pointed = null;
  #waitingSteps = [];

  /**
   * `drawn` gives the rows that are drawn, their series, their step, how far the chart's times are ahead of them and whether others are
   * on their way.
   */
  constructor(box, chart, drawn) {
    Object.assign(this, { box, chart, drawn });
    chart.subscribeCrosshairMove(({ time, point, sourceEvent }) => {
      // Moved by the pointer only: the keys' crosshair is at a row.
      this.#pointed = point && sourceEvent ? point.y : null;
      this.#read(time - this.drawn.ahead);
    });
    chart.subscribeClick(event => this.#goTo(event.time - this.drawn.ahead));
    chart.subscribeDblClick(() => this.#zoom('all'));
    this.#becomeSlider();
  }

  /** The time of the row that the reader is at; undefined while that is the latest. */
  get time() {
    return this.#rows[this.#at]?.time;
  }

  get #rows() {
    return this.drawn.rows;
  }

  /** Forgets the place among rows that are replaced: the next ones may be fewer. */
  forgetPlace() {
    this.#at = -1;
  }

  /** Goes on at the first row from a time on: an older one may have left the range. */
  returnTo(time) {
    this.#at = this.#rows.findIndex(row => row.time >= time);
    this.speakUnheard();
  }

  /** Starts again at the latest row; keys that were pressed while the rows were on their way move on from there. */
  reset() {
    this.#at = -1;
    this.#speak();
    this.#waitingSteps.splice(0).forEach(step => this.#step(step));
    // The library has fitted the chart in its next frame.
    requestAnimationFrame(() => this.showPlace());
  }

  /** Forgets keys that were meant for rows that did not come. */
  forgetWaitingSteps() {
    this.#waitingSteps = [];
  }

  /** Shows the place that the keys led to, on the chart and in the readout, while the chart has the focus. */
  showPlace() {
    const row = this.#rows[this.#at];
    if (row && document.activeElement === this.box) {
      this.chart.setCrosshairPosition(row.close, row.time + this.drawn.ahead, this.drawn.series);
      this.#read(row.time);
    }
  }

  /** A screen reader speaks whatever changes on what has the focus: there only the reader's own keys change it. */
  speakUnheard() {
    if (document.activeElement !== this.box) {
      this.#speak();
    }
  }

  /** A slider is what screen readers and keyboards know for moving along one line. */
  #becomeSlider() {
    this.box.setAttribute('role', 'slider');
    this.box.setAttribute('aria-label', words.chartHelp());
    this.box.setAttribute('aria-valuemin', '0');
    this.box.addEventListener('keydown', event => this.#press(event));
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

  #press(event) {
    if (!event.ctrlKey && !event.metaKey && !event.altKey && this.#command(event.key)) {
      event.preventDefault();
      return;
    }

    const [step, zoom] = [steps[event.key], zooms[event.key]];
    if ((step ?? zoom) === undefined || event.ctrlKey || event.metaKey || event.altKey ||
       (this.#rows.length === 0 && !this.drawn.isAwaited)) {
      return;
    }

    event.preventDefault();
    if (step === undefined) {
      this.#zoom(zoom);
    } else if (this.drawn.isAwaited) {
      // It is meant for the view that is chosen, whose rows are on their way.
      this.#waitingSteps.push(step);
    } else {
      this.#step(step);
    }
  }

  /** Keys that change more than the place. */
  #command(key) {
    if (key === '?') {
      document.querySelector('dialog.keys').showModal();
    } else if (key === 'a') {
      this.#setAlert();
    } else if (key in toggles) {
      document.querySelector(`[data-switch="${toggles[key]}"] a:not([aria-current])`).click();
    } else if (/^[1-7]$/.test(key)) {
      document.querySelectorAll('a[data-view][data-range]')[key - 1].click();
    } else {
      return false;
    }

    return true;
  }

  /** An alert at the price that the pointer is at, else at that of the reader's place. */
  #setAlert() {
    const price = this.#pointed === null
      ? (this.#rows[this.#at] ?? this.#rows.at(-1))?.close
      : this.drawn.series.coordinateToPrice(this.#pointed);
    if (price > 0) {
      this.box.dispatchEvent(new CustomEvent('alert', { detail: this.drawn.inUnit(price) }));
    }
  }

  #step(step) {
    const latest = this.#rows.length - 1;
    this.#at = Math.min(latest, Math.max(0, (this.#at < 0 ? latest : this.#at) + step));
    this.#bringIntoView();
    this.showPlace();
    this.#speak();
  }

  /** A tap reads the row below it, and the keys go on from there. */
  #goTo(time) {
    const at = this.#rows.findIndex(row => row.time === time);
    if (at >= 0) {
      this.#at = at;
      this.box.focus({ preventScroll: true });
      this.showPlace();
      this.#speak();
    }
  }

  /** Shows a part of the view around the reader's place, or all of it with its latest point again. */
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

    const length = Math.max(leastInView, (sight.to - sight.from) * factor);
    const middle = this.drawn.placeOf(this.#at < 0 ? this.#rows.length - 1 : this.#at);
    this.#see(middle - length / 2, length);
  }

  #bringIntoView() {
    const sight = this.chart.timeScale().getVisibleLogicalRange();
    const place = this.drawn.placeOf(this.#at);
    if (sight && (place < sight.from || place > sight.to)) {
      this.#see(place - (sight.to - sight.from) / 2, sight.to - sight.from);
    }
  }

  /** Shows so many places, from one on, but no emptiness beside them. */
  #see(from, length) {
    const latest = this.drawn.placeOf(this.#rows.length - 1);
    const start = Math.max(0, Math.min(from, latest - length));
    this.chart.timeScale().setVisibleLogicalRange({ from: start, to: Math.min(latest, start + length) });
  }

  #speak() {
    const at = this.#at < 0 ? this.#rows.length - 1 : this.#at;
    this.box.setAttribute('aria-valuemax', String(Math.max(0, this.#rows.length - 1)));
    this.box.setAttribute('aria-valuenow', String(Math.max(0, at)));
    this.box.setAttribute('aria-valuetext', at < 0 ? words.noData() : this.#spoken(this.#rows[at]));
  }

  #read(time) {
    const readout = document.querySelector('[data-part="readout"]');
    readout.dataset.range ??= readout.textContent;
    const row = time === undefined ? null : this.#rows.find(candidate => candidate.time === time);
    readout.textContent = row ? this.#line(row) : readout.dataset.range;
  }

  #written = price => format.written(this.drawn.unit, price);

  #when(row) {
    const date = new Date(row.time * 1000);
    return this.drawn.step < 86400 ? format.minute(date) : format.day(date);
  }

  #spoken(row) {
    return words.spoken(this.#when(row), ...[row.close, row.open, row.high, row.low].map(this.#written));
  }

  #line(row) {
    const prices = words.candle(...[row.open, row.high, row.low, row.close].map(this.#written));
    const rest = [
      format.percent((row.close / row.open - 1) * 100),
      row.volume > 0 ? words.volume(format.amount(row.volume, this.drawn.volumeUnit)) : null,
      words.sourceName(row.source),
      this.drawn.noteOf?.(row),
      row.n > 1 ? `n ${row.n}` : null,
      this.drawn.isForming(row) ? words.soFar() : null,
    ];
    return [this.#when(row), prices, ...rest.filter(part => part)].join(' · ');
  }
}
