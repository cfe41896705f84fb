// How far the sources were apart, around the prices as in the server's drawing (SpreadBand.cs): close ± spread ÷ 2, where that is known.
// A module of its own, as few views have it.
import { isSpanish, spread as spreadInWords } from './words.js';

const opacity = 0.35;
const most = 2;

/**
 * Draws the band of a chart below its prices, from now on with whatever they are, and gives the chart words for a row's.
 * `drawn` gives the rows that are drawn, their series, their step and how far the chart's times are ahead of them; `colour` the band's.
 */
export function showBand(drawn, colour, format) {
  drawn.band ??= new ChartBand(drawn, colour);
  drawn.band.follow();
  drawn.noteOf = ({ spread }) => (spread === null ? null
    : spreadInWords(`${format.digits(spread * 100, 3)}${isSpanish() ? '\u00a0' : ''}%`));
}

/** What draws the band; the library asks it to. */
class ChartBand {
  #series = null;

  constructor(drawn, colour) {
    Object.assign(this, { drawn, colour });
  }

  /** Goes along where the chart has changed its series. */
  follow() {
    if (this.#series !== this.drawn.series) {
      this.#series = this.drawn.series;
      this.#series.attachPrimitive(this);
    }
  }

  /** The library draws what is attached with its next frame, which may be minutes away. */
  attached({ requestUpdate }) {
    requestUpdate();
  }

  paneViews() {
    const draw = target => target.useMediaCoordinateSpace(({ context }) => this.#draw(context));
    return [{ zOrder: () => 'bottom', renderer: () => ({ draw }) }];
  }

  #draw(context) {
    Object.assign(context, { fillStyle: this.colour(), globalAlpha: opacity });
    for (const stretch of stretchesOf(this.drawn)) {
      context.beginPath();
      stretch.forEach(row => context.lineTo(...this.#place(row, 1)));
      stretch.reverse().forEach(row => context.lineTo(...this.#place(row, -1)));
      context.fill();
    }
  }

  #place({ time, close, spread }, side) {
    return [
      this.drawn.chart.timeScale().timeToCoordinate(time + this.drawn.ahead),
      this.#series.priceToCoordinate(close * (1 + side * spread / 2)),
    ];
  }
}

/** Rows in a row whose spread is known; one that is over a gap from the next is the last of its stretch. */
function stretchesOf({ rows, step }) {
  const stretches = [[]];
  rows.forEach((row, at) => {
    if (row.spread === null || row.time - rows[at - 1]?.time > most * step) {
      stretches.push([]);
    }

    if (row.spread !== null) {
      stretches.at(-1).push(row);
    }
  });
  return stretches;
}
