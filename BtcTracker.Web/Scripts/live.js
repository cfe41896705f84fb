// Makes the server's page live: the price moves without a reload, the ranges change without one, and the chart's library
// is loaded when it is likely to be used. All of it stands on a page that is right without any of it.
import * as clock from './clock.js';
import * as page from './page.js';
import { at } from './site.js';
import { QuoteStream } from './stream.js';

const box = document.querySelector('[data-chart]');
let range = box?.dataset.range;
let staleAt = Date.parse(box?.dataset.staleAt ?? '');
let connected = true;
let polling = false;
let chart = null;
let chartLoading = null;
let preloading = null;
let newestQuote = null;
let newestTick = null;
let rangesAsked = 0;
let figuresAt = Date.now();
let reasonAskedAt = 0;
// What the server has not answered: the words for it, and what asks again.
let unanswered = null;

const figuresPeriod = 60000;
const reasonPeriod = 15000;
const retryPeriod = 5000;
const historyPause = 2000;
let historyReadAt = -historyPause;
let historyTimer = 0;
let historyReading = null;
let historyVersion = null;

function refreshState() {
  const stale = clock.isKnown() && staleAt <= clock.now();
  page.showAge();
  if (unanswered) {
    page.showState('offline', unanswered.text);
    retry(retryPeriod);
  } else if (!connected) {
    page.showState('offline', polling
      ? 'Live updates do not get through; this page asks for the newest price every 10 seconds instead.'
      : 'Live updates are interrupted; this page tries to connect again. What you see is the last price received.');
  } else if (stale) {
    askReason();
  }
}

/** The server tells why the price is old, and may learn more while it is. */
function askReason() {
  if (Date.now() - reasonAskedAt >= reasonPeriod) {
    reasonAskedAt = Date.now();
    page.takeState().catch(() => {
      if (!page.isIn('stale') && !page.isIn('error')) {
        page.showState('stale', 'The newest price is older than it should be; no newer one has come.');
      }
    });
  }
}

function takeQuote(quote) {
  if (!page.isOfMode(page.modeOf(quote.source))) {
    // Another mode began at this address: a price must never stand under another mode's label.
    location.reload();
    return;
  }

  newestQuote = quote;
  staleAt = Date.parse(quote.staleAt);
  reasonAskedAt = 0;
  if (page.showQuote(newestPrice(), range)) {
    if (connected && !unanswered) {
      showConfirmed(quote);
    }

    retry();
    chart?.tick(quote);
    showTick();
    refreshFigures();
  } else {
    // The first quote of all: the server draws the page that it belongs on.
    location.reload();
  }

  refreshState();
}

/** Shows that no second source confirms a price, in the words of the server. */
function showConfirmed(quote) {
  if (quote.confirmed) {
    page.showState('normal', '');
  } else {
    askReason();
  }
}

const newestPrice = () => page.newer(newestTick, newestQuote);

/** A price between two quotes: it is shown until the next one, and is in no history. */
function takeTick(tick) {
  if (page.isOfMode(page.modeOf(tick.source))) {
    newestTick = tick;
    showTick();
    refreshState();
  }
}

/** Writes the tick again over what came from the server, which draws quotes only. */
function showTick() {
  if (newestTick && newestPrice() === newestTick) {
    page.showQuote(newestTick, range);
    chart?.showTick(newestTick);
  }
}

/** What the script does not write itself comes from the server, once a minute at most but after a new extreme. */
function refreshFigures() {
  if (Date.now() - figuresAt >= figuresPeriod || (newestQuote.confirmed && page.isBeyond(newestQuote.price))) {
    figuresAt = Date.now();
    showFresh(['status', 'ranges', 'change']).catch(() => page.showAge());
  }
}

function takeConnection(isConnected, isPolling = false) {
  const wasConnected = connected;
  connected = isConnected;
  polling = isPolling;
  if (isConnected && unanswered) {
    retry();
  } else if (isConnected && !wasConnected) {
    showFresh().catch(() => page.showState('normal', ''));
  }

  refreshState();
}

/** Brings every part to what the server has now, but for those to keep; its drawing below the chart is what is printed. */
async function showFresh(keep = []) {
  const fresh = await page.takeOver(location.href, { keep: [...keep, ...(chart ? ['readout'] : [])] });
  if (fresh) {
    box.dataset.history = fresh.querySelector('[data-chart]').dataset.history;
    enhanceChart();
    showTick();
  }
}

/** What passed by is in the server's history: its figures, its drawing, or the chart over that. */
function readAgain() {
  return Promise.all([showFresh(['status']), chart?.refresh()]).catch(() => page.showAge());
}

/** However often the history moves, it is read once in two seconds, and once after the last move; not by all viewers in the same moment. */
function takeHistory(version) {
  historyVersion = version;
  if (!historyReading && version !== box.dataset.history) {
    const wait = Math.max(0, historyReadAt + historyPause - performance.now()) + Math.random() * 500;
    historyTimer ||= setTimeout(readMovedHistory, wait);
  }
}

function readMovedHistory() {
  historyTimer = 0;
  historyReadAt = performance.now();
  const read = historyVersion;
  historyReading = readAgain().then(() => {
    historyReading = null;
    if (historyVersion !== read) {
      takeHistory(historyVersion);
    }
  });
}

async function showRange(address, isBack) {
  const request = ++rangesAsked;
  const isNewest = () => request === rangesAsked;
  const wanted = new URL(address).searchParams.get('range') ?? '1D';
  page.showBusy(true);
  try {
    const taken = page.takeOver(address, { isWanted: isNewest });
    const drawn = chart?.show(wanted, taken);
    // Without the page it says no more than the page does.
    drawn?.catch(() => {});
    const fresh = await taken;
    if (!fresh || !isNewest()) {
      return;
    }

    unanswered = null;
    range = wanted;
    box.dataset.range = wanted;
    // Without an answer the server's drawing had taken the chart's place.
    box.classList.toggle('drawn', chart !== null);
    enhanceChart();
    showTick();
    if (!isBack && location.href !== address) {
      history.pushState({}, '', address);
    }

    await drawn;
    await matchChart();
    showTick();
    // The server's page has brought a readout of its own.
    chart?.showPlace();
  } catch (problem) {
    if (isNewest()) {
      showProblem(problem, wanted, () => showRange(address, isBack));
    }
  } finally {
    if (isNewest()) {
      page.showBusy(false);
    }
  }
}

/** Keeps what is shown, says what is missing, and asks for it again until it comes. */
function showProblem(problem, wanted, again) {
  if (!problem.isNoAnswer) {
    // The server's own page says what is wrong, or the browser does.
    location.assign(at(`?range=${wanted}`));
    return;
  }

  if (range === wanted) {
    // The page has come without what the chart draws: the server's drawing of this range shows instead of another range's chart.
    box.classList.remove('drawn');
  }

  const what = range === wanted ? `The chart of ${wanted}` : wanted;
  unanswered = {
    text: `${what} could not be loaded: ${problem.reason}. You still see ${range === wanted ? 'a drawing' : range}; this page tries again by itself.`,
    again,
    at: Date.now(),
  };
  refreshState();
}

/** Asks again for what was not answered, but not more often than is asked for, and not without a network. */
function retry(pause = 0) {
  if (unanswered && navigator.onLine && !document.hidden && !page.isBusy() && Date.now() - unanswered.at >= pause) {
    unanswered.at = Date.now();
    unanswered.again();
  }
}

/** A range may have been chosen while the chart was loading. */
async function matchChart() {
  if (chart && chart.range !== range) {
    await chart.show(range);
  }
}

function enhanceRanges() {
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-range]:is(a)');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }

    event.preventDefault();
    showRange(link.href, false).then(keepFocus);
  });
  document.addEventListener('pointerdown', event => event.target.closest('[data-range]:is(a)') && preloadChart(), { passive: true });
  addEventListener('popstate', () => showRange(location.href, true));
}

/** The link that was chosen has been replaced, and the focus fell off it, unless the reader has moved on. */
function keepFocus() {
  if (document.activeElement === document.body) {
    document.querySelector(`a[data-range="${range}"]`)?.focus();
  }
}

/** Brings the library over while a finger is still on a range: the chart is likely to be touched next. Nothing runs yet. */
function preloadChart() {
  if (!chartLoading && !preloading && !navigator.connection?.saveData) {
    preloading = document.createElement('link');
    preloading.rel = 'modulepreload';
    preloading.href = new URL(box.dataset.module, document.baseURI);
    document.head.append(preloading);
  }
}

function loadChart() {
  chartLoading ??= import(new URL(box.dataset.module, document.baseURI))
    .then(module => module.mount(box, () => range, newestQuote))
    .then(takeChart)
    .catch(problem => {
      // The server's drawing stands; the next touch tries again.
      chartLoading = null;
      console.warn('The chart could not be loaded.', problem);
    });
}

async function takeChart(mounted) {
  chart = mounted;
  if (newestQuote) {
    chart.tick(newestQuote);
  }

  await matchChart().catch(problem => showProblem(problem, range, () => showRange(location.href, true)));
}

/**
 * Makes the chart interactive once the server draws one; an empty page gets its first drawing by a take-over.
 * The library costs a phone half a second, so there the server's drawing stands until it is touched or focused.
 */
function enhanceChart() {
  if (box.tabIndex === 0 || !box.querySelector('.plot')) {
    return;
  }

  box.tabIndex = 0;
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', 'Price chart');
  for (const event of ['pointerenter', 'pointerdown', 'focusin']) {
    box.addEventListener(event, loadChart, { passive: true });
  }

  if (matchMedia('(hover: hover) and (pointer: fine)').matches && !navigator.connection?.saveData) {
    const whenIdle = globalThis.requestIdleCallback ?? (callback => setTimeout(callback, 200));
    if (document.readyState === 'complete') {
      whenIdle(loadChart);
    } else {
      addEventListener('load', () => whenIdle(loadChart));
    }
  }
}

if (box) {
  // The browser may have kept this page for long: as a document that is read again, or alive as it was left.
  const comeBack = () => showFresh().catch(() => page.showAge());
  addEventListener('pageshow', event => event.persisted && comeBack());
  if (performance.getEntriesByType('navigation')[0]?.type === 'back_forward') {
    comeBack();
  }

  enhanceRanges();
  addEventListener('online', () => retry());
  enhanceChart();
  new QuoteStream(box.dataset.worker, Number(box.dataset.slot) || 0, takeQuote, takeConnection, takeTick, readAgain, takeHistory);
  setInterval(refreshState, 1000);
  refreshState();
}
