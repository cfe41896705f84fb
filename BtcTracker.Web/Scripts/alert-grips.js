// Grips on the lines of alerts in the chart: the mouse, a finger or keys move a line.
import { wordsOf } from './alert-lines.js';
import * as words from './alert-words.js';

// How many steps a key moves a line; a step is less than a pixel, at least a tenth of one.
const keys = { ArrowUp: 10, ArrowRight: 10, ArrowDown: -10, ArrowLeft: -10, PageUp: 100, PageDown: -100 };

/** A grip for each line. They are beside the chart, since what is in it is not there for screen readers. */
export class AlertGrips {
  #grips = [];
  #series = null;
  #drag = null;
  #frame = 0;

  /** `linesOf` gives the lines, `show` gets their prices while one of them moves, `move` its number and its price when it has moved. */
  constructor(chart, linesOf, show, move) {
    Object.assign(this, { chart, linesOf, show, move });
    this.box = document.createElement('div');
    this.box.className = 'alert-grips';
    chart.box.after(this.box);
    // Whenever the lines are drawn, as by another view with a series of its own, their prices are written there.
    new MutationObserver(() => this.#follow()).observe(chart.box, { attributes: true, attributeFilter: ['data-alert-prices'] });
    new ResizeObserver(() => this.#placeSoon()).observe(chart.box.parentElement);
    this.#follow();
  }

  /** The library asks what is attached to a series to update whenever the scale moves. */
  #follow() {
    if (this.chart.series !== this.#series) {
      this.#series = this.chart.series;
      this.#series.attachPrimitive({ updateAllViews: () => this.#placeSoon() });
    }

    this.#placeSoon();
  }

  #placeSoon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#place();
    });
  }

  #place() {
    const lines = this.linesOf();
    this.#grips.splice(lines.length).forEach(grip => grip.remove());
    while (this.#grips.length < lines.length) {
      this.#grips.push(this.#add());
    }

    const { offsetTop, offsetLeft, offsetWidth } = this.chart.box;
    const height = this.#height;
    Object.assign(this.box.style, { top: `${offsetTop}px`, left: `${offsetLeft}px`, width: `${offsetWidth}px`, height: `${height}px` });
    this.#grips.forEach((grip, at) => {
      const y = this.#series.priceToCoordinate(this.#amountOf(at)) ?? -1;
      const place = Math.min(height, Math.max(0, y));
      // What has the focus must not go.
      grip.hidden = y !== place && grip !== document.activeElement;
      grip.style.top = `${place}px`;
      grip.setAttribute('aria-valuetext', wordsOf({ ...lines[at], price: this.#priceOf(at) }));
      grip.setAttribute('aria-valuenow', this.#amountOf(at));
      grip.setAttribute('aria-valuemin', Math.min(this.#amountOf(at), this.#series.coordinateToPrice(height)));
      grip.setAttribute('aria-valuemax', Math.max(this.#amountOf(at), this.#series.coordinateToPrice(0)));
    });
  }

  #add() {
    const grip = document.createElement('button');
    Object.assign(grip, { type: 'button', role: 'slider', ariaOrientation: 'vertical', ariaLabel: words.grip() });
    grip.addEventListener('pointerdown', event => this.#begin(grip, event));
    grip.addEventListener('pointermove', event => this.#pull(event));
    grip.addEventListener('pointerup', () => this.#end(true));
    grip.addEventListener('pointercancel', () => this.#end(false));
    grip.addEventListener('keydown', event => this.#press(grip, event));
    grip.addEventListener('blur', () => this.#placeSoon());
    this.box.append(grip);
    return grip;
  }

  /** The height of the prices, without the volume below them. */
  get #height() {
    return this.chart.chart.paneSize(0).height;
  }

  #priceOf(at) {
    return this.#drag?.at === at ? this.#drag.price : this.linesOf()[at].price;
  }

  /** What the axis says of a line, which may be satoshis. */
  #amountOf(at) {
    return this.chart.inUnit(this.#priceOf(at));
  }

  #begin(grip, event) {
    if (event.button === 0) {
      const at = this.#grips.indexOf(grip);
      grip.setPointerCapture(event.pointerId);
      grip.focus({ preventScroll: true });
      this.#drag = { at, price: this.#priceOf(at), by: event.clientY - this.#series.priceToCoordinate(this.#amountOf(at)) };
    }
  }

  #pull({ clientY }) {
    if (this.#drag) {
      const y = Math.min(this.#height - 1, Math.max(0, clientY - this.#drag.by));
      this.#drag.price = this.#priceAt(this.#series.coordinateToPrice(y), this.#stepAt(y), 0) ?? this.#drag.price;
      this.#showMoving();
    }
  }

  #end(isMeant) {
    const drag = this.#drag;
    this.#drag = null;
    if (drag && isMeant && drag.price !== this.linesOf()[drag.at]?.price) {
      this.move(drag.at, drag.price);
    } else if (drag) {
      this.#showMoving();
    }
  }

  #showMoving() {
    this.show(this.linesOf().map((_, at) => this.#priceOf(at)));
  }

  #press(grip, event) {
    if (event.key === 'Escape') {
      this.#end(false);
    } else if (event.key in keys && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const at = this.#grips.indexOf(grip);
      const amount = this.#amountOf(at);
      const price = this.#priceAt(amount, this.#stepAt(this.#series.priceToCoordinate(amount)), keys[event.key]);
      if (price) {
        this.move(at, price);
      }
    }
  }

  /** The power of ten that is at most what a pixel is worth. */
  #stepAt(y) {
    return 10 ** Math.floor(Math.log10(Math.abs(this.#series.coordinateToPrice(y) - this.#series.coordinateToPrice(y + 1))));
  }

  /** The price of a round amount of the axis, so many steps on; null where there is none. */
  #priceAt(amount, step, steps) {
    const round = Math.round(amount / step) * step + steps * step;
    return round > 0 ? this.chart.inUnit(round) : null;
  }
}
