// Alerts: the open page tells when the price goes beyond a line that its reader has set. Loaded when the form is opened, or lines are kept.
import { crossings, mostLines, readAmount, readStored, storageKey, words } from './alert-lines.js';
import { notify, permission, tone } from './alert-signs.js';
import * as format from './format.js';

const form = `
  <form class="alert-form" novalidate>
    <label>When the price goes <select name="side"><option>above</option><option>below</option></select></label>
    <label>Amount in US dollars <input name="amount" inputmode="decimal" autocomplete="off" aria-describedby="alert-problem"></label>
    <button>Set alert</button>
  </form>
  <p id="alert-problem" class="alert-problem" role="alert"></p>
  <ul class="alert-lines" aria-label="Alerts that are set"></ul>
  <label class="alert-tone"><input type="checkbox" name="tone"> Sound a tone too</label>
  <p class="alert-note"></p>`;

/** Fills the box; `newest` is the price that the next one comes from, and `watch` gets the prices of the lines whenever they change. */
export function mount(box, newest, watch) {
  const alerts = new Alerts(box, watch);
  if (newest) {
    alerts.take(newest);
  }

  return alerts;
}

class Alerts {
  #lines = [];
  #before = null;
  #asOf = 0;

  constructor(box, watch) {
    Object.assign(this, { box, watch, said: box.parentElement.querySelector('[role="status"]') });
    box.querySelector('.alert-box').innerHTML = form;
    this.form = box.querySelector('form');
    this.tone = box.querySelector('[name="tone"]');
    this.#restore();
    this.form.addEventListener('submit', event => {
      event.preventDefault();
      this.#submit();
    });
    box.addEventListener('click', ({ target }) => target.dataset.line && this.#remove(Number(target.dataset.line)));
    this.tone.addEventListener('change', () => {
      this.#keep();
      tone(this.tone.checked);
    });
    // Another window has changed them.
    addEventListener('storage', ({ key }) => key === storageKey && this.#restore());
    addEventListener('focus', () => this.#unmark());
  }

  /** Takes a live price; one from before the last is none. */
  take({ price, asOf, sourceName }) {
    const time = Date.parse(asOf);
    if (time <= this.#asOf) {
      return;
    }

    const before = this.#before;
    [this.#before, this.#asOf] = [price, time];
    const spent = this.#spent();
    const crossed = before === null ? [] : crossings(this.#lines, before, price);
    if (this.#spent() !== spent) {
      this.#keep();
    }

    crossed.forEach(line => this.#tell(line, price, sourceName));
  }

  /** Sets a line at a price of the chart, on the side that the price has to come to. */
  add(price) {
    this.box.open = true;
    const rounded = Number(price.toFixed(price >= 1 ? 2 : 6));
    return this.#set({ side: this.#before !== null && rounded < this.#before ? 'below' : 'above', price: rounded });
  }

  #spent() {
    return this.#lines.map(({ isSpent }) => isSpent).join();
  }

  #submit() {
    const { side, amount } = this.form.elements;
    const { price, problem } = readAmount(amount.value);
    if (this.#complain(problem ?? '')) {
      amount.focus();
    } else if (this.#set({ side: side.value, price })) {
      amount.value = '';
    }
  }

  #set(line) {
    const isKnown = this.#lines.some(({ side, price }) => side === line.side && price === line.price);
    const problem = isKnown ? `There is an alert ${words(line)} already.`
      : this.#lines.length >= mostLines ? `There are ${mostLines} alerts, the most there can be. Remove one first.` : '';
    if (this.#complain(problem)) {
      return false;
    }

    this.#lines.push({ ...line, isSpent: false });
    this.#keep();
    this.#show();
    const isBeyond = this.#before !== null && (line.side === 'above' ? this.#before > line.price : this.#before < line.price);
    this.#say(`Alert set: ${words(line)}.${isBeyond ? ` The price is ${line.side} it already; the alert comes when the price returns and crosses it again.` : ''}`);
    permission().then(() => this.#note());
    return true;
  }

  #remove(at) {
    const [line] = this.#lines.splice(at, 1);
    this.#keep();
    this.#show();
    this.#complain('');
    this.#say(`Alert removed: ${words(line)}.`);
    (this.box.querySelectorAll('[data-line]')[Math.min(at, this.#lines.length - 1)] ?? this.form.elements.amount).focus();
  }

  #tell(line, price, sourceName) {
    const told = `Bitcoin is ${words(line)}`;
    this.#say(`${told}: ${format.price(price)} at ${format.second(new Date(this.#asOf))}.`);
    if (!document.hasFocus()) {
      this.#unmark();
      document.title = `🔔 ${format.price(line.price).replace(/\.00$/, '')} · ${document.title}`;
    }

    notify(told, `${format.price(price)}, ${sourceName}`, words(line));
    if (this.tone.checked) {
      tone(true);
    }
  }

  #unmark() {
    document.title = document.title.replace(/^🔔 [^·]+· /, '');
  }

  #complain(problem) {
    this.box.querySelector('.alert-problem').textContent = problem;
    this.form.elements.amount.toggleAttribute('aria-invalid', problem !== '');
    return problem !== '';
  }

  #say(text) {
    this.said.textContent = text;
  }

  #note() {
    const blocked = globalThis.Notification?.permission === 'denied' ? 'Notifications are blocked for this site, so alerts are shown here and in the title of this page alone.'
      : globalThis.Notification ? '' : 'This browser shows no notifications, so alerts are shown here and in the title of this page alone.';
    this.box.querySelector('.alert-note').textContent = `Alerts work while this page is open, and are kept in this browser alone. ${blocked}`.trim();
  }

  #restore() {
    let text = null;
    try {
      text = localStorage.getItem(storageKey);
    } catch {
      // This browser keeps nothing for this site.
    }

    const { lines, hasTone, isDropped } = readStored(text);
    this.#lines = lines;
    this.tone.checked = hasTone;
    if (isDropped) {
      this.#keep();
      this.#say('Alerts that this browser kept could not be read and were dropped. Set them again.');
    }

    this.#show();
    this.#note();
  }

  #keep() {
    try {
      localStorage.setItem(storageKey, JSON.stringify({ lines: this.#lines, hasTone: this.tone.checked }));
    } catch {
      this.#complain('This browser does not keep alerts: they end with this page.');
    }
  }

  #show() {
    this.box.querySelector('.alert-lines').innerHTML = this.#lines
      .map((line, at) => `<li>${words(line)} <button type="button" data-line="${at}">Remove<span class="unseen"> the alert ${words(line)}</span></button></li>`).join('');
    this.watch(this.#lines.map(({ price }) => price));
  }
}
