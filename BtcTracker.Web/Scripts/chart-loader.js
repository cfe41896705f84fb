// Loads the interactive chart when it is likely to be used; until then, and without it, the server's drawing is shown.
import * as format from './format.js';
import * as words from './words.js';

/** The chart of a page, once it is loaded. */
export class ChartLoader {
  #loading = null;
  #preloading = null;

  /** `viewOf` gives the address of the page's view, `latestQuote` the latest quote that is known, `onMounted` is called with the chart. */
  constructor(box, viewOf, latestQuote, onMounted) {
    Object.assign(this, { box, viewOf, latestQuote, onMounted });
    this.chart = null;
  }

  /**
   * Makes the chart interactive once the server draws one; an empty page gets its first drawing by a take-over.
   * The library costs a phone half a second, so there the server's drawing is shown until it is touched or focused.
   */
  enhance() {
    const { box } = this;
    if (box.tabIndex === 0 || !box.querySelector('.plot')) {
      return;
    }

    box.tabIndex = 0;
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', words.chart());
    for (const event of ['pointerenter', 'pointerdown', 'focusin']) {
      box.addEventListener(event, () => this.#load(), { passive: true });
    }

    if (matchMedia('(hover: hover) and (pointer: fine)').matches && !navigator.connection?.saveData) {
      const whenIdle = globalThis.requestIdleCallback ?? (callback => setTimeout(callback, 200));
      if (document.readyState === 'complete') {
        whenIdle(() => this.#load());
      } else {
        addEventListener('load', () => whenIdle(() => this.#load()));
      }
    }
  }

  /** Downloads the library while a finger is still on a link: the chart is likely to be touched next. Nothing runs yet. */
  preload() {
    if (!this.#loading && !this.#preloading && !navigator.connection?.saveData) {
      this.#preloading = document.createElement('link');
      this.#preloading.rel = 'modulepreload';
      this.#preloading.href = this.#address;
      document.head.append(this.#preloading);
    }
  }

  get #address() {
    return new URL(this.box.dataset.module, document.baseURI);
  }

  #load() {
    this.#loading ??= import(this.#address)
      .then(module => module.mount(this.box, this.viewOf, this.latestQuote(), format))
      .then(chart => {
        this.chart = chart;
        return this.onMounted(chart);
      })
      .catch(problem => {
        // The server's drawing remains; the next touch tries again.
        this.#loading = null;
        console.warn('The chart could not be loaded.', problem);
      });
  }
}
