// The live events. EventSource does not reconnect after a 503 and a new one sends no Last-Event-ID, so this requests the
// latest quote in between and opens again, at a random time, after the last slot it has.

import { ask } from './ask.js';
import * as clock from './clock.js';
import { at } from './site.js';

const shortestPause = 2000;
const longestPause = 30000;
const openLimit = 4500;
const pollPeriod = 10000;

export class Feed {
  #slot = 0;
  #source = null;
  #timer = 0;
  #lateTimer = 0;
  #isLate = false;
  #failures = 0;
  #etag = null;
  #asking = null;

  /**
   * @param {(kind: string, value?: unknown) => void} emit called with each event of the stream (`quote`, `missed`, `history`, `tick`)
   * and with `clock` (the server's time is known), `lost` (quotes may pass by from now on) and `connection`: true once it is open,
   * false or `polling` once it has not been for as long as a reader may be left without a word
   */
  constructor(emit) {
    this.emit = emit;
  }

  close() {
    this.#shut();
    this.#beInTime();
  }

  /** Requests the latest quote and opens the stream after it; a request in flight is enough. */
  async comeBack() {
    if (this.#asking) {
      return;
    }

    this.#shut();
    this.#lateTimer ||= setTimeout(() => this.#beLate(), openLimit);
    const asking = this.#asking = {};
    try {
      await this.#askLatest();
      if (asking === this.#asking) {
        this.#open();
      }
    } catch {
      if (asking === this.#asking) {
        this.#lost();
      }
    }
  }

  #shut() {
    clearTimeout(this.#timer);
    this.#asking = null;
    this.#source?.close();
    this.#source = null;
  }

  #open() {
    this.#asking = null;
    this.#source = new EventSource(at(this.#slot ? `api/v1/stream?after=${this.#slot}` : 'api/v1/stream'));
    this.#timer = setTimeout(() => this.#poll(), openLimit);
    this.#source.addEventListener('open', () => {
      clearTimeout(this.#timer);
      this.#beInTime();
      this.#failures = 0;
      this.emit('connection', true);
    });
    this.#source.addEventListener('quote', event => this.#take(JSON.parse(event.data)));
    this.#source.addEventListener('missed', () => this.emit('missed'));
    this.#source.addEventListener('history', event => this.emit('history', event.data));
    this.#source.addEventListener('tick', event => this.emit('tick', JSON.parse(event.data)));
    this.#source.addEventListener('error', () => this.#lost());
  }

  /** A stream that soon reopens, such as one that a proxy ends each minute, is not reported to the reader. */
  #lost() {
    this.#shut();
    this.emit('lost');
    if (this.#isLate) {
      this.emit('connection', false);
    }

    this.#lateTimer ||= setTimeout(() => this.#beLate(), openLimit);
    const pause = Math.min(longestPause, shortestPause * 2 ** this.#failures++);
    this.#timer = setTimeout(() => this.comeBack(), pause * (0.5 + Math.random()));
  }

  #beInTime() {
    clearTimeout(this.#lateTimer);
    this.#lateTimer = 0;
    this.#isLate = false;
  }

  #beLate() {
    this.#isLate = true;
    if (this.#source) {
      this.#poll();
    } else {
      this.emit('connection', false);
    }
  }

  /**
   * A stream that does not open, as behind a proxy that holds its events back, is not live: until it does, this requests the latest
   * quote.
   */
  async #poll() {
    clearTimeout(this.#timer);
    this.emit('connection', 'polling');
    this.#timer = setTimeout(() => this.#poll(), pollPeriod);
    await this.#askLatest().catch(() => {});
  }

  async #askLatest() {
    const headers = this.#etag ? { 'If-None-Match': this.#etag } : {};
    const { response, text } = await ask(at('api/v1/quotes/latest'), { cache: 'no-cache', headers });
    clock.learn(response);
    this.emit('clock');
    if (response.ok) {
      this.#etag = response.headers.get('ETag');
      this.#take(JSON.parse(text));
    }
  }

  /** One that is older than another is emitted too: it identifies a server that was set up again. */
  #take(quote) {
    this.#slot = Math.max(this.#slot, quote.slot);
    this.emit('quote', quote);
  }
}
