// Makes the server's page live: the price moves without a reload, the ranges change without one, and the chart's library
// is loaded when it is likely to be used. All of it stands on a page that is right without any of it.
import * as format from './format.js';
import * as page from './page.js';
import { QuoteStream } from './stream.js';

const box = document.querySelector('[data-chart]');
let range = box?.dataset.range;
let staleAt = Date.parse(box?.dataset.staleAt ?? '');
let connected = true;
let chart = null;
let chartLoading = null;
let newestQuote = null;
let figuresAt = Date.now();

const figuresPeriod = 60000;

function refreshState() {
  const now = Date.now();
  const stale = staleAt <= now;
  page.showAge(now);
  if (!connected) {
    page.showState('offline', 'Live updates are interrupted; this page tries to connect again. What you see is the last price received.');
  } else if (stale && !page.isIn('stale')) {
    page.showState('stale', 'The newest price is older than it should be; no newer one has come.');
  }
}

function takeQuote(quote) {
  newestQuote = quote;
  staleAt = Date.parse(quote.staleAt);
  if (page.showQuote(quote, range)) {
    page.showState('normal', '');
    chart?.tick(quote);
    refreshFigures();
  } else {
    // The first quote of all: the server draws the page that it belongs on.
    location.reload();
  }

  refreshState();
}

/** What the script does not write itself comes from the server, at most once a minute. */
function refreshFigures() {
  if (Date.now() - figuresAt >= figuresPeriod) {
    figuresAt = Date.now();
    const keep = ['status', 'ranges', 'change', ...(chart ? ['drawing', 'readout'] : [])];
    page.takeOver(location.href, { keep }).catch(() => page.showAge(Date.now()));
  }
}

function takeConnection(isConnected) {
  const wasConnected = connected;
  connected = isConnected;
  if (isConnected && !wasConnected) {
    page.takeOver(location.href, { keep: chart ? ['drawing', 'readout'] : [] }).catch(() => page.showState('normal', ''));
  }

  refreshState();
}

async function showRange(address, isBack) {
  try {
    const wanted = new URL(address).searchParams.get('range') ?? '1D';
    const [fresh] = await Promise.all([page.takeOver(address), chart?.show(wanted)]);
    range = wanted;
    box.dataset.range = wanted;
    box.className = fresh.querySelector('[data-chart]').className + (chart ? ' drawn' : '');
    if (!isBack) {
      history.pushState({}, '', address);
    }
  } catch {
    // The server's own page tells what is wrong, or the browser does.
    location.assign(address);
  }
}

function enhanceRanges() {
  document.addEventListener('click', event => {
    const link = event.target.closest('[data-range]:is(a)');
    if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }

    event.preventDefault();
    showRange(link.href, false).then(() => document.querySelector(`a[data-range="${range}"]`)?.focus());
  });
  addEventListener('popstate', () => showRange(location.href, true));
}

function loadChart() {
  chartLoading ??= import(new URL(box.dataset.module, document.baseURI))
    .then(module => module.mount(box, range, newestQuote))
    .then(mounted => { chart = mounted; });
  return chartLoading;
}

/** The library costs a phone half a second, so there the server's drawing stands until it is touched or focused. */
function enhanceChart() {
  box.tabIndex = 0;
  box.setAttribute('role', 'group');
  box.setAttribute('aria-label', 'Price chart');
  for (const event of ['pointerenter', 'pointerdown', 'focusin']) {
    box.addEventListener(event, loadChart, { once: true, passive: true });
  }

  if (matchMedia('(hover: hover) and (pointer: fine)').matches && !navigator.connection?.saveData) {
    const whenIdle = globalThis.requestIdleCallback ?? (callback => setTimeout(callback, 200));
    addEventListener('load', () => whenIdle(loadChart));
  }
}

if (box) {
  enhanceRanges();
  if (box.querySelector('.plot')) {
    enhanceChart();
  }

  new QuoteStream(Number(box.dataset.slot) || 0, takeQuote, takeConnection);
  setInterval(refreshState, 1000);
  refreshState();
}
