// The live stream. EventSource does not come back after a 503 and a new one tells no Last-Event-ID, so this asks for the
// newest quote in between and opens again, at a random time, after the last slot it has. Hidden tabs hold no connection.

import { ask } from './ask.js';
import * as clock from './clock.js';

const shortestPause = 2000;
const longestPause = 30000;
const openLimit = 4500;
const pollPeriod = 10000;

export class QuoteStream {
  #source = null;
  #timer = 0;
  #failures = 0;
  #wasOpen = false;
  #etag = null;

  /**
   * @param {number} slot the last slot that the page has, 0 for none
   * @param {(quote: object) => void} onQuote called for each newer quote
   * @param {(connected: boolean, isPolling?: boolean) => void} onConnection called when the stream is opened or lost, or asked around
   * @param {() => void} onMissed called when quotes passed by that no event tells, so that history is to be read again
   * @param {(version: string) => void} onHistory called with the version of the stored history, at the start and at each change
   */
  constructor(slot, onQuote, onConnection, onMissed = () => {}, onHistory = () => {}) {
    this.slot = slot;
    this.onQuote = onQuote;
    this.onConnection = onConnection;
    this.onMissed = onMissed;
    this.onHistory = onHistory;
    document.addEventListener('visibilitychange', () => (document.hidden ? this.close() : this.#comeBack()));
    addEventListener('pagehide', () => this.close());
    addEventListener('pageshow', event => event.persisted && this.#comeBack());
    addEventListener('online', () => this.#comeBack());
    if (!document.hidden) {
      // The page may be a shared copy, which knows neither the time nor the newest quote.
      this.#comeBack();
    }
  }

  close() {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #open() {
    this.#source?.close();
    this.#source = new EventSource(this.slot ? `/api/v1/stream?after=${this.slot}` : '/api/v1/stream');
    this.#source.addEventListener('open', () => {
      clearTimeout(this.#timer);
      this.#failures = 0;
      this.#wasOpen = true;
      this.onConnection(true);
    });
    this.#source.addEventListener('quote', event => this.#take(JSON.parse(event.data)));
    this.#source.addEventListener('missed', () => this.onMissed());
    this.#source.addEventListener('history', event => this.onHistory(event.data));
    this.#source.addEventListener('error', () => this.#lost());
  }

  #lost() {
    this.close();
    this.onConnection(false);
    const pause = Math.min(longestPause, shortestPause * 2 ** this.#failures++);
    this.#timer = setTimeout(() => this.#comeBack(), pause * (0.5 + Math.random()));
  }

  async #comeBack() {
    this.close();
    this.#timer = setTimeout(() => this.#poll(), openLimit);
    const slot = this.slot;
    try {
      await this.#askNewest();
      if (this.#wasOpen && this.slot > slot) {
        // The stream goes on after the newest quote, so those before it pass by.
        this.onMissed();
      }

      // Hidden again meanwhile, it comes back when it is seen.
      if (!document.hidden) {
        this.#open();
      }
    } catch {
      // No network: the page says so, and this comes back again.
      this.#lost();
    }
  }

  /** A stream that does not open, as behind a proxy that holds its events back, is not live: until it does, this asks for the newest quote. */
  async #poll() {
    this.onConnection(false, true);
    this.#timer = setTimeout(() => this.#poll(), pollPeriod);
    await this.#askNewest().catch(() => {});
  }

  async #askNewest() {
    const headers = this.#etag ? { 'If-None-Match': this.#etag } : {};
    const { response, text } = await ask('/api/v1/quotes/latest', { cache: 'no-cache', headers });
    clock.learn(response);
    if (response.ok) {
      this.#etag = response.headers.get('ETag');
      this.#take(JSON.parse(text));
    }
  }

  #take(quote) {
    if (quote.slot > this.slot) {
      this.slot = quote.slot;
      this.onQuote(quote);
    }
  }
}
