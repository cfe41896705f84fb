// Keeps what a record is worth up to date: the page is asked for again after each quote. Without this it is right as of its loading.
import { ask } from './ask.js';
import { QuoteStream } from './stream.js';

const part = '[data-me="worth"]';
const box = document.querySelector(part);
let asking = false;
let again = false;

async function refresh() {
  if (asking) {
    again = true;
    return;
  }

  asking = true;
  try {
    do {
      again = false;
      const { response, text } = await ask(box.dataset.address, { headers: { Accept: 'text/html' }, cache: 'no-store' });
      const fresh = response.ok && new DOMParser().parseFromString(text, 'text/html').querySelector(part);
      if (fresh) {
        box.replaceChildren(...fresh.childNodes);
      }
    } while (again);
  } catch (problem) {
    console.warn('What the record is worth could not be read.', problem);
  } finally {
    asking = false;
  }
}

new QuoteStream(box.dataset.worker, Number(box.dataset.slot) || 0, refresh, () => {}, () => {});
