// The live stream, as one window sees it: a shared worker holds it for all windows of this browser, or the window itself where
// there is none (Chrome on Android), where it is refused (in a frame without storage) and where it does not answer.
// Hidden tabs hold no connection, but for those with alerts.

import * as clock from './clock.js';
import { Hub } from './hub.js';

const beatPeriod = 1500;
const unansweredLimit = 2;
const workersToTry = 2;

export class QuoteStream {
  #port = null;
  #timer = 0;
  #unanswered = 0;
  #workersFailed = 0;
  // Whether quotes may be passing by without an event here, and whether one has.
  #behind = false;
  #missed = false;
  #keepsOn = false;

  /**
   * @param {string} workerAddress the worker's, by its contents: a page of another version has another worker
   * @param {number} slot the last slot that the page has, 0 for none
   * @param {(quote: object) => void} onQuote called for each newer quote
   * @param {(connected: boolean, isPolling?: boolean) => void} onConnection called when the stream is opened or lost, or asked around
   * @param {() => void} onMissed called when quotes passed by without an event, so that history is to be read again
   * @param {(tick: object) => void} onTick called with a price between two quotes; it may be older than the latest quote
   * @param {(version: string) => void} onHistory called with the version of the stored history, at the start and at each change
   */
  constructor(workerAddress, slot, onQuote, onConnection, onTick, onMissed = () => {}, onHistory = () => {}) {
    this.workerAddress = workerAddress;
    this.slot = slot;
    this.onQuote = onQuote;
    this.onConnection = onConnection;
    this.onTick = onTick;
    this.onMissed = onMissed;
    this.onHistory = onHistory;
    document.addEventListener('visibilitychange', () => this.#see());
    addEventListener('pagehide', () => this.#leave());
    addEventListener('pageshow', event => event.persisted && this.#join());
    addEventListener('online', () => this.#timer && this.#port.postMessage('online'));
    if (!document.hidden) {
      // The page may be a shared copy, which knows neither the time nor the latest quote.
      this.#join();
    }
  }

  /** Whether this window wants prices while it is hidden, as for alerts. */
  keepOn(isWanted) {
    this.#keepsOn = isWanted;
    this.#see();
  }

  #see() {
    if (document.hidden && !this.#keepsOn) {
      this.#leave();
    } else {
      this.#join();
    }
  }

  #join() {
    if (!this.#timer) {
      this.#unanswered = 0;
      this.#timer = setInterval(() => this.#beat(), beatPeriod);
      this.#beat();
    }
  }

  #leave() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#behind = true;
    this.#port?.postMessage('leave');
  }

  #beat() {
    if (this.#unanswered === unansweredLimit) {
      this.#changePort();
    }

    this.#port ??= this.#connect();
    this.#unanswered++;
    this.#port.postMessage('here');
  }

  /** The worker has crashed, or never began: another one may begin; if that does not answer either, this window opens its own stream. */
  #changePort() {
    this.#workersFailed++;
    this.#unanswered = 0;
    this.#behind = true;
    this.onConnection(false);
    this.#port.postMessage('leave');
    this.#port.onmessage = null;
    this.#port = null;
  }

  #connect() {
    const port = (this.#workersFailed < workersToTry ? this.#connectToWorker() : null) ?? connectDirectly();
    port.onmessage = ({ data: [kind, value] }) => this.#take(kind, value);
    return port;
  }

  #connectToWorker() {
    try {
      const worker = new SharedWorker(new URL(this.workerAddress, document.baseURI), { type: 'module' });
      worker.addEventListener('error', () => this.#connectWithoutWorker(worker.port));
      return worker.port;
    } catch {
      return null;
    }
  }

  #connectWithoutWorker(failed) {
    if (this.#port === failed) {
      this.#workersFailed = workersToTry;
      this.#port = null;
      if (this.#timer) {
        this.#beat();
      }
    }
  }

  #take(kind, value) {
    this.#unanswered = 0;
    if (!this.#timer) {
      // Sent before it received that this window is hidden; it is sent again then.
      return;
    }

    this.#workersFailed = 0;
    switch (kind) {
      case 'clock':
        clock.set(value);
        break;
      case 'quote':
        this.#takeQuote(value);
        break;
      case 'tick':
        this.onTick(value);
        break;
      case 'missed':
        this.onMissed();
        break;
      case 'history':
        this.onHistory(value);
        break;
      case 'lost':
        this.#behind = true;
        break;
      case 'connection':
        this.#takeConnection(value);
        break;
    }
  }

  /** An older one comes from a server that was set up again. */
  #takeQuote(quote) {
    this.#missed ||= this.#behind && quote.slot !== this.slot;
    if (quote.slot > this.slot) {
      this.slot = quote.slot;
      this.onQuote(quote);
    }
  }

  #takeConnection(value) {
    this.onConnection(value === true, value === 'polling');
    if (value) {
      this.#behind = false;
      if (this.#missed) {
        this.#missed = false;
        this.onMissed();
      }
    }
  }
}

function connectDirectly() {
  const { port1, port2 } = new MessageChannel();
  new Hub().connect(port1);
  return port2;
}
