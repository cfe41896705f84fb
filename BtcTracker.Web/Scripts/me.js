// Keeps what a record is worth up to date: the page is asked for again after each quote. Without this it is right as of its loading.
// Shows the record's alerts while the page is open, and has this device notified of them while it is not.
import { crossings } from './alert-lines.js';
import { notify, permission } from './alert-signs.js';
import * as words from './alert-words.js';
import { ask } from './ask.js';
import { price as priceText, second } from './format.js';
import { at } from './site.js';
import { QuoteStream } from './stream.js';
import { sourceName as nameOf } from './words.js';

// As ingest has it.
const margin = 0.005;
const part = '[data-me="worth"]';
const box = document.querySelector(part);
const alerts = document.querySelector('[data-me="alerts"]');
const said = document.querySelector('[data-me="said"]');
const lines = [...document.querySelectorAll('.alert-lines li')]
  .map(({ dataset }) => ({ side: dataset.side, price: Number(dataset.price), isSpent: false }));
let before = Number(alerts?.dataset.price) || null;
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

/** Shows the alerts that a quote has reached; only on the page if a device is notified anyway. */
function watch({ price, asOf, confirmed, sourceName }) {
  if (!confirmed || lines.length === 0) {
    return;
  }

  const crossed = before === null ? [] : crossings(lines, before, price, margin);
  before = price;
  for (const { side, price: line } of crossed) {
    const sentence = words.bitcoinIs(words.line(side, priceText(line)));
    said.textContent = sentence + words.priceAt(priceText(price), second(new Date(asOf)));
    if (alerts.dataset.pushed === undefined) {
      notify(sentence, `${priceText(price)}, ${nameOf(sourceName)}`, `${side} ${line}`);
    }
  }
}

/** The browser's subscription with this site's key; one with a former key is ended. */
async function subscribe(key) {
  await navigator.serviceWorker.register(at('service-worker.js'), { updateViaCache: 'none' });
  const { pushManager } = await navigator.serviceWorker.ready;
  try {
    return await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  } catch (problem) {
    const former = await pushManager.getSubscription();
    if (!former) {
      throw problem;
    }

    await former.unsubscribe();
    return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  }
}

async function notifyThisDevice(button) {
  const { key, address, blocked, failed } = button.dataset;
  button.disabled = true;
  try {
    await permission();
    if (Notification.permission !== 'granted') {
      said.textContent = blocked;
      return;
    }

    const { endpoint, keys } = (await subscribe(key)).toJSON();
    const body = new FormData(document.querySelector('form[action*="/alerts"]'));
    Object.entries({ endpoint, ...keys }).forEach(([name, value]) => body.set(name, value));
    const response = await fetch(address, { method: 'POST', body: new URLSearchParams(body) });
    if (response.status !== 204) {
      throw new Error(`${address} answered ${response.status}.`);
    }

    location.reload();
  } catch (problem) {
    console.warn('This device could not be subscribed.', problem);
    said.textContent = failed;
  } finally {
    button.disabled = false;
  }
}

const button = document.querySelector('[data-me="notify"]');
if (button && 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window) {
  button.hidden = false;
  button.addEventListener('click', () => notifyThisDevice(button));
}

const stream = new QuoteStream(box.dataset.worker, Number(box.dataset.slot) || 0, quote => {
  watch(quote);
  refresh();
}, () => {}, () => {});
stream.keepOn(lines.length > 0);
