// Keeps the price in a frame of another page live; the server's drawing is right without it.
import * as clock from './clock.js';
import * as page from './page.js';
import { QuoteStream } from './stream.js';
import { showInZone } from './times.js';
import * as words from './words.js';

const box = document.querySelector('[data-embed]');
const { range } = box.dataset;
const drawingPeriod = 60000;
let drawnAt = Date.now();
let staleAt = Date.parse(box.dataset.staleAt ?? '');
let connected = true;
let latestQuote = null;
let latestTick = null;

function refreshState() {
  page.showAge();
  if (!connected) {
    page.showState('offline', words.interrupted() + words.lastReceived());
  } else if (clock.isKnown() && staleAt <= clock.now()) {
    page.showState('stale', `${words.isStale()}.`);
  }
}

/** The server draws the line; it is taken over with a new quote, once a minute at most. */
function refreshDrawing() {
  if (document.querySelector('[data-part="drawing"]') && Date.now() - drawnAt >= drawingPeriod) {
    drawnAt = Date.now();
    page.takeOver(location.href, { keep: ['status', 'change', 'source'] }).catch(() => page.showAge());
  }
}

function takeQuote(quote) {
  latestQuote = quote;
  staleAt = Date.parse(quote.staleAt);
  if (page.isOfMode(page.modeOf(quote.source)) && page.showQuote(page.newer(latestTick, quote), range)) {
    if (connected) {
      page.showState('normal', '');
    }

    refreshState();
    refreshDrawing();
  } else {
    // Another mode began at this address, or this is the first quote of all: the server renders it again.
    location.reload();
  }
}

/** A price between two quotes; what the page is labelled with stays the quotes'. */
function takeTick(tick) {
  if (page.isOfMode(page.modeOf(tick.source))) {
    latestTick = tick;
    page.showQuote(page.newer(tick, latestQuote), range);
    refreshState();
  }
}

function takeConnection(isConnected) {
  if (isConnected && !connected) {
    page.showState('normal', '');
  }

  connected = isConnected;
  refreshState();
}

showInZone(document.body);
new QuoteStream(box.dataset.worker, Number(box.dataset.slot) || 0, takeQuote, takeConnection, takeTick);
setInterval(refreshState, 1000);
refreshState();
