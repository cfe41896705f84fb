// Events in the interactive chart, drawn as in the server's drawing: a dotted line and a sign at its top.

const signs = { Halving: '½', AllTimeHigh: '◆' };

/** Lines at the times of events; the library asks it to draw. */
export class ChartMarks {
  #marks = [];
  #host = null;

  /** `style` gives the colours and the font, which change with the theme. */
  constructor(style) {
    this.style = style;
  }

  attached(host) {
    this.#host = host;
  }

  /** Marks events at the rows that they fall in; the server's page names them. */
  show(rows, ahead) {
    this.#marks = [...document.querySelectorAll('[data-mark]')].flatMap(({ dataset }) => {
      const row = rows.findLast(({ time }) => time <= Number(dataset.time));
      return row ? [{ sign: signs[dataset.mark], time: row.time + ahead }] : [];
    });
    this.#host.requestUpdate();
  }

  paneViews() {
    const draw = target => target.useMediaCoordinateSpace(({ context, mediaSize }) => this.#draw(context, mediaSize.height));
    return [{ zOrder: () => 'bottom', renderer: () => ({ draw }) }];
  }

  #draw(context, height) {
    const { line, text, font } = this.style();
    Object.assign(context, { strokeStyle: line, fillStyle: text, font });
    context.setLineDash([1, 3]);
    for (const { sign, time } of this.#marks) {
      const x = this.#host.chart.timeScale().timeToCoordinate(time);
      if (x !== null) {
        context.beginPath();
        context.moveTo(x, 0);
        context.lineTo(x, height);
        context.stroke();
        context.fillText(sign, x + 4, 12);
      }
    }
  }
}
