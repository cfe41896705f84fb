// One stream for many windows: sends each of them every event, and one that joins late what it missed. It holds no connection
// while no window is visible. The windows are at the other ends of message ports, in the same thread or in others.

import * as clock from './clock.js';
import { Feed } from './feed.js';

// A visible window sends `here` each second and a half; one that crashed sends no `leave`.
const silenceLimit = 10000;

export class Hub {
  #windows = new Map();
  #last = new Map();
  #sweeper = 0;
  #feed = new Feed((kind, value) => this.#take(kind, value));

  /** @param {MessagePort} port brings `here` now and then from a window that is seen, `online` when its network is back, and `leave` */
  connect(port) {
    port.onmessage = ({ data }) => {
      if (data === 'leave') {
        this.#leave(port);
      } else {
        this.#stay(port, data === 'online');
      }
    };
  }

  #stay(port, isOnlineAgain) {
    const isFirst = this.#windows.size === 0;
    const isNew = !this.#windows.has(port);
    this.#windows.set(port, performance.now());
    if (isNew) {
      this.#catchUp(port);
    }

    if (isFirst || isOnlineAgain) {
      this.#feed.comeBack();
      this.#sweeper ||= setInterval(() => this.#sweep(), silenceLimit / 2);
    }

    port.postMessage(['here']);
  }

  #leave(port) {
    this.#windows.delete(port);
    if (this.#windows.size === 0) {
      this.#feed.close();
      this.#last.delete('connection');
      this.#last.delete('history');
      this.#last.set('lost');
      clearInterval(this.#sweeper);
      this.#sweeper = 0;
    }
  }

  #sweep() {
    for (const [port, heardAt] of this.#windows) {
      if (performance.now() - heardAt > silenceLimit) {
        this.#leave(port);
      }
    }
  }

  /** The order counts: a quote is new to a window that joins, and those before the connection is open may have passed by. */
  #catchUp(port) {
    for (const kind of ['clock', 'quote', 'tick', 'history', 'lost', 'connection'].filter(kind => this.#last.has(kind))) {
      this.#send(port, kind, this.#last.get(kind));
    }
  }

  #take(kind, value) {
    if (kind === 'connection' && value === true) {
      // A server sends its own version of the history after this.
      this.#last.delete('history');
      this.#last.delete('lost');
    }

    if (kind !== 'missed') {
      this.#last.set(kind, value);
    }

    for (const port of this.#windows.keys()) {
      this.#send(port, kind, value);
    }
  }

  /** The server's time is sent with the moment of sending: a window's clock may differ from the one here. */
  #send(port, kind, value) {
    port.postMessage([kind, kind === 'clock' ? clock.now() : value]);
  }
}
