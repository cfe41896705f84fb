// Dates are chosen by a drag over all known time: a part is dragged out, or the part that is shown is moved.

const leastSeconds = 86400;
const grip = 8;

/** Lets a reader drag on the overview; `show` is called with the address of the view that was chosen. */
export function followOverview(show) {
  let drag = null;
  document.addEventListener('pointerdown', event => {
    const strip = event.target.closest('[data-overview]');
    if (strip && event.button === 0) {
      drag = begin(strip, event);
      strip.setPointerCapture(event.pointerId);
      event.preventDefault();
    }
  });
  document.addEventListener('pointermove', event => drag && move(drag, event.clientX));
  document.addEventListener('pointerup', event => {
    const done = drag;
    drag = null;
    if (done) {
      move(done, event.clientX);
      finish(done, show);
    }
  });
  document.addEventListener('pointercancel', () => {
    if (drag) {
      mark(drag, drag.shown);
      drag = null;
    }
  });
}

function begin(strip, event) {
  const { left, width } = strip.getBoundingClientRect();
  const [rect, units] = [strip.querySelector('rect'), strip.viewBox.baseVal.width];
  const shown = [Number(rect.getAttribute('x')), Number(rect.getAttribute('x')) + Number(rect.getAttribute('width'))];
  const at = (event.clientX - left) / width * units;
  const slack = grip / width * units;
  // Near an edge it moves that edge, inside it moves the part, elsewhere it drags out a new one.
  const kind = Math.abs(at - shown[0]) < slack ? 'from' : Math.abs(at - shown[1]) < slack ? 'to'
    : at > shown[0] && at < shown[1] ? 'part' : 'new';
  return { strip, rect, left, width, units, shown, kind, start: at, chosen: shown };
}

function move(drag, x) {
  const { kind, shown, start, units } = drag;
  const at = Math.min(units, Math.max(0, (x - drag.left) / drag.width * units));
  const by = Math.min(units - shown[1], Math.max(-shown[0], at - start));
  const ends = { from: [at, shown[1]], to: [shown[0], at], part: [shown[0] + by, shown[1] + by], new: [start, at] }[kind];
  drag.chosen = ends.sort((one, other) => one - other);
  mark(drag, drag.chosen);
}

function mark({ rect }, [from, to]) {
  rect.setAttribute('x', from);
  rect.setAttribute('width', Math.max(2, to - from));
}

function finish({ strip, chosen, shown, units }, show) {
  if (chosen[0] === shown[0] && chosen[1] === shown[1]) {
    return;
  }

  const [first, last] = [Number(strip.dataset.first), Number(strip.dataset.last)];
  const [from, to] = chosen.map(at => first + at / units * (last - first));
  const address = new URL(strip.dataset.overview, document.baseURI);
  const others = [...address.searchParams];
  address.search = new URLSearchParams([['from', day(from)], ['to', day(Math.max(to, from + leastSeconds))], ...others]).toString();
  show(address.href);
}

const day = seconds => new Date(seconds * 1000).toISOString().slice(0, 10);
