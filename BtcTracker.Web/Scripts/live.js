// Makes the server's page live: the price moves without a reload, the ranges change without one, and the chart's library
// is loaded when it is likely to be used. The page is right without any of it.
import { ChartLoader } from './chart-loader.js';
import * as clock from './clock.js';
import * as page from './page.js';
import { at } from './site.js';
import { QuoteStream } from './stream.js';
import { showInZone } from './times.js';
import { Views } from './views.js';
import * as words from './words.js';

const box = document.querySelector('[data-chart]');
const alertBox = document.querySelector('[data-alerts]');
let staleAt = Date.parse(box?.dataset.staleAt ?? '');
let connected = true;
let polling = false;
let latestQuote = null;
let latestTick = null;
let figuresAt = Date.now();
let reasonAskedAt = 0;
let views = null;
let charts = null;
let stream = null;
let alerts = null;
let alertPrices = [];

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
  if (page.showKeptAge(views.problem)) {
    views.retry(retryPeriod);
  } else if (views.problem) {
    page.showState('offline', views.problem);
    views.retry(retryPeriod);
  } else if (!connected) {
    page.showState('offline', polling ? words.isPolling() : words.interrupted() + words.triesToConnect());
  } else if (stale) {
    askReason();
  }
}

/** The server's page gives the reason why the price is old, which may change while it is. */
function askReason() {
  if (Date.now() - reasonAskedAt >= reasonPeriod) {
    reasonAskedAt = Date.now();
    page.takeState().catch(() => {
      if (!page.isIn('stale') && !page.isIn('error')) {
        page.showState('stale', words.isStale() + words.noNewer());
      }
    });
  }
}

function takeQuote(quote) {
  if (!page.isOfMode(page.modeOf(quote.source))) {
    // Another mode began at this address: a price must never be shown under another mode's label.
    location.reload();
    return;
  }

  latestQuote = quote;
  staleAt = Date.parse(quote.staleAt);
  reasonAskedAt = 0;
  if (page.showQuote(latestPrice(), views.range)) {
    if (connected && views.problem === null) {
      showConfirmed(quote);
    }

    views.retry();
    charts.chart?.tick(quote);
    if (Date.parse(quote.staleAt) > clock.now()) {
      updateAlerts(quote);
    }

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

const latestPrice = () => page.newer(latestTick, latestQuote);

/** A price between two quotes: it is shown until the next one, and is in no history. */
function takeTick(tick) {
  if (page.isOfMode(page.modeOf(tick.source))) {
    latestTick = tick;
    updateAlerts(tick);
    showTick();
    refreshState();
  }
}

/** Writes the latest price again over what came from the server, which draws quotes only and may have done so before the latest. */
function showTick() {
  const latest = latestPrice();
  if (latest && latest === latestTick) {
    page.showQuote(latest, views.range);
    charts.chart?.showTick(latest);
  } else if (latest && page.isBehind(latest)) {
    page.showQuote(latest, views.range);
  }
}

/** What the script does not write itself comes from the server, once a minute at most but after a new extreme. */
function refreshFigures() {
  if (Date.now() - figuresAt >= figuresPeriod || (latestQuote.confirmed && page.isBeyond(latestQuote.price))) {
    figuresAt = Date.now();
    showFresh(['status', 'ranges', 'change']).catch(() => page.showAge());
  }
}

function takeConnection(isConnected, isPolling = false) {
  const wasConnected = connected;
  connected = isConnected;
  polling = isPolling;
  if (isConnected && views.problem !== null) {
    views.retry();
  } else if (isConnected && !wasConnected) {
    showFresh().catch(() => page.showState('normal', ''));
  }

  refreshState();
}

/** Brings every part to what the server has now, but for those to keep; its drawing below the chart is what is printed. */
async function showFresh(keep = []) {
  const fresh = await page.takeOver(location.href, { keep: [...keep, 'tools', 'notices', ...(charts.chart ? ['readout'] : [])] });
  if (fresh) {
    box.dataset.history = fresh.querySelector('[data-chart]').dataset.history;
    charts.enhance();
    showTick();
  }
}

/** What passed by is in the server's history: its figures, its drawing, or the chart over that. */
function readAgain() {
  return Promise.all([showFresh(['status']), charts.chart?.refresh()]).catch(() => page.showAge());
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

async function takeChart(chart) {
  if (latestQuote) {
    chart.tick(latestQuote);
  }

  chart.showAlerts(alertPrices);
  alerts?.then(loaded => loaded?.follow(chart));
  await views.matchChart();
  showTick();
}

/** The first page and what it is made of are kept for times without a network, once all that this page needs is here. */
function keepForOffline() {
  const { serviceWorker } = navigator;
  if (!serviceWorker || window !== top) {
    return;
  }

  if (document.readyState === 'complete') {
    serviceWorker.register(at('service-worker.js'), { updateViaCache: 'none' })
      .catch(problem => console.info('Without a network this page will not be there.', problem));
  } else {
    addEventListener('load', keepForOffline);
  }
}

const loadAlerts = () => alerts ??= import(new URL(alertBox.dataset.alerts, document.baseURI))
  .then(({ mount }) => {
    const loaded = mount(alertBox, latestPrice() ?? page.goodPrice(box), prices => {
      alertPrices = prices;
      stream.keepOn(prices.length > 0);
      charts.chart?.showAlerts(prices);
    });
    if (charts.chart) {
      loaded.follow(charts.chart);
    }

    return loaded;
  })
  .catch(problem => {
    alerts = null;
    console.warn('The alerts could not be loaded.', problem);
  });

/** What alerts take is loaded for those who have set some, or are about to. */
function followAlerts() {
  alertBox.addEventListener('toggle', loadAlerts);
  box.addEventListener('alert', ({ detail }) => loadAlerts().then(loaded => loaded?.add(detail)));
  const isKey = key => key === `alerts ${at('')}`;
  addEventListener('storage', ({ key }) => isKey(key) && loadAlerts());
  try {
    Object.keys(localStorage).some(isKey) && loadAlerts();
  } catch {
    // This browser keeps nothing for this site.
  }
}

const updateAlerts = price => alerts?.then(loaded => loaded?.take(price));

document.addEventListener('themechange', () => charts?.chart?.recolour());
if (box) {
  showInZone(document.body);
  // The browser may have kept this page for long: as a document that is read again, or alive as it was left.
  const comeBack = () => showFresh().catch(() => page.showAge());
  addEventListener('pageshow', event => event.persisted && comeBack());
  if (performance.getEntriesByType('navigation')[0]?.type === 'back_forward') {
    comeBack();
  }

  charts = new ChartLoader(box, () => views.view, () => latestQuote, takeChart);
  views = new Views(box, charts, showTick, refreshState);
  addEventListener('online', () => views.retry());
  charts.enhance();
  stream = new QuoteStream(box.dataset.worker, Number(box.dataset.slot) || 0, takeQuote, takeConnection, takeTick, readAgain, takeHistory);
  setInterval(refreshState, 1000);
  refreshState();
  keepForOffline();
  followAlerts();
}
