// Changes what of the price is shown, and how, without a reload: each view is a page of the server, with an address of its own.
import { followOverview } from './overview.js';
import * as page from './page.js';
import * as words from './words.js';

/** Parameters of an address that the chart does not depend on. */
const notOfChart = ['theme', 'cur', 'lang', 'tz'];

/** Where the chart's body of a page's address is. */
export function chartOf(address) {
  const query = new URL(address).searchParams;
  notOfChart.forEach(name => query.delete(name));
  const [names, range] = [[...query.keys()], query.get('range') ?? '1D'];
  // The server writes the comma of a list as it is.
  return names.every(name => name === 'range') && /^\w+$/.test(range)
    ? `chart/${range}`
    : `chart/view?${query.toString().replaceAll('%2C', ',')}`;
}

/** What a reader calls the range of an address. */
function rangeOf(address) {
  const query = new URL(address).searchParams;
  return query.has('from') || query.has('to') ? words.chosenTime() : query.get('range') ?? '1D';
}

/** The view that a page shows, and the way to another. */
export class Views {
  #asked = 0;
  // What the server has not answered: the words for it, and what asks again. On a copy that was kept, all of it is to come.
  #unanswered = page.isKept() ? { text: '', again: () => this.show(location.href, true), at: Date.now() } : null;

  /** `loader` holds the chart; `shown` is called when another view is there, `refused` when one does not come. */
  constructor(box, loader, shown, refused) {
    Object.assign(this, { box, loader, shown, refused });
    this.#follow();
  }

  /** The code of the range that is shown. */
  get range() {
    return this.box.dataset.range;
  }

  /** The address of what the chart draws of it. */
  get view() {
    return this.box.dataset.view;
  }

  /** What is said of a view that did not come: nothing on a copy, which says so itself; null while none is missing. */
  get problem() {
    return this.#unanswered?.text ?? null;
  }

  /** Asks again for what was not answered, but not more often than is asked for, and not without a network. */
  retry(pause = 0) {
    if (this.#unanswered && navigator.onLine && !document.hidden && !page.isBusy() && Date.now() - this.#unanswered.at >= pause) {
      this.#unanswered.at = Date.now();
      this.#unanswered.again();
    }
  }

  /** A view may have been chosen while the chart was loading. */
  async matchChart() {
    const { chart } = this.loader;
    if (chart && chart.view !== this.view) {
      await chart.show(this.view).catch(problem => this.#miss(problem, location.href, () => this.show(location.href, true)));
    }
  }

  /** Shows the view of an address. */
  async show(address, isBack = false) {
    const request = ++this.#asked;
    const isLatest = () => request === this.#asked;
    page.showBusy(true);
    try {
      const taken = page.takeOver(address, { isWanted: isLatest });
      const drawn = this.loader.chart?.show(chartOf(address), taken);
      // Without the page it says no more than the page does.
      drawn?.catch(() => {});
      const fresh = await taken;
      if (!fresh || !isLatest()) {
        return;
      }

      this.#unanswered = null;
      this.#take(fresh);
      if (!isBack && location.href !== address) {
        history.pushState({}, '', address);
      }

      this.shown();
      await drawn;
      await this.matchChart();
      this.shown();
      // The server's page has brought a readout of its own.
      this.loader.chart?.showPlace();
    } catch (problem) {
      if (isLatest()) {
        this.#miss(problem, address, () => this.show(address, isBack));
      }
    } finally {
      if (isLatest()) {
        page.showBusy(false);
      }
    }
  }

  #take(fresh) {
    Object.assign(this.box.dataset, fresh.querySelector('[data-chart]').dataset);
    // Without an answer the server's drawing had taken the chart's place.
    this.box.classList.toggle('drawn', this.loader.chart !== null);
    this.loader.enhance();
  }

  /** Keeps what is shown, says what is missing, and asks for it again until it comes. */
  #miss(problem, address, again) {
    if (!problem.isNoAnswer) {
      // The server's own page says what is wrong, or the browser does.
      location.assign(address);
      return;
    }

    const isTaken = this.view === chartOf(address);
    if (isTaken) {
      // The page has come without what the chart draws: the server's drawing of this view shows instead of another view's chart.
      this.box.classList.remove('drawn');
    }

    const range = rangeOf(address);
    this.#unanswered = {
      text: page.isKept() && address === location.href
        ? ''
        : words.notLoaded(isTaken ? words.chartOf(range) : range, problem.reason, isTaken ? words.aDrawing() : rangeOf(location.href)),
      again,
      at: Date.now(),
    };
    this.refused();
  }

  #follow() {
    const linkOf = event => event.target.closest('a[data-view]');
    document.addEventListener('click', event => {
      const link = linkOf(event);
      if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
        return;
      }

      event.preventDefault();
      const place = [...document.querySelectorAll('a[data-view]')].indexOf(link);
      this.show(link.href).then(() => keepFocus(place));
    });
    document.addEventListener('submit', event => {
      if (event.target.matches('[data-view-form]')) {
        event.preventDefault();
        const address = new URL(event.target.action);
        address.search = new URLSearchParams([...new FormData(event.target)].filter(([, value]) => value)).toString();
        this.show(address.href);
      }
    });
    // A choice is all that such a form asks for; its button is for a page without a script.
    document.addEventListener('change', event => event.target.matches('[data-view-form] select') && event.target.form.requestSubmit());
    document.addEventListener('pointerdown', event => linkOf(event) && this.loader.preload(), { passive: true });
    addEventListener('popstate', () => this.show(location.href, true));
    followOverview(address => this.show(address));
  }
}

/** The link that was chosen has been replaced, and the focus fell off it, unless the reader has moved on. */
function keepFocus(place) {
  if (document.activeElement === document.body) {
    document.querySelectorAll('a[data-view]')[place]?.focus();
  }
}
