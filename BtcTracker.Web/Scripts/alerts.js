// Alerts: the open page notifies its reader when the price crosses a line. Loaded when the form is opened, or lines are stored.
import { AlertGrips } from './alert-grips.js';
import { crossings, mostLines, readAmount, readStored, storageKey, wordsOf } from './alert-lines.js';
import { notify, permission, tone } from './alert-signs.js';
import * as words from './alert-words.js';
import * as format from './format.js';
import { sourceName as nameOf } from './words.js';

const form = `
  <form class="alert-form" novalidate>
    <label>${words.whenPrice()} <select name="side">
      <option value="above">${words.above()}</option><option value="below">${words.below()}</option></select></label>
    <label>${words.amount()} <input name="amount" inputmode="decimal" autocomplete="off" aria-describedby="alert-problem"></label>
    <button>${words.setAlert()}</button>
  </form>
  <p id="alert-problem" class="alert-problem" role="alert"></p>
  <ul class="alert-lines" aria-label="${words.alertsSet()}"></ul>
  <label class="alert-tone"><input type="checkbox" name="tone"> ${words.tone()}</label>
  <p class="alert-note"></p>`;

/** Fills the box; `latest` is the price that the next one comes from, and `watch` gets the prices of the lines whenever they change. */
export function mount(box, latest, watch) {
  const alerts = new Alerts(box, watch);
  if (latest) {
    alerts.take(latest);
  }

  return alerts;
}

const round = price => Number(price.toFixed(price >= 1 ? 2 : 6));

const isSame = (one, other) => one.side === other.side && one.price === other.price;

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

    crossed.forEach(line => this.#ring(line, price, sourceName));
  }

  /** Sets a line at a price of the chart, on the side that the price has to come to. */
  add(price) {
    this.box.open = true;
    const rounded = round(price);
    return this.#set({ side: this.#isOver(rounded) ? 'above' : 'below', price: rounded });
  }

  /** Lets the lines be moved in the chart. */
  follow(chart) {
    new AlertGrips(chart, () => this.#lines, this.watch, (at, price) => this.#move(at, round(price)));
  }

  #isOver(price) {
    return this.#before === null || price >= this.#before;
  }

  /** Moves a line. One that passes the latest price is then for a price that comes from its other side. */
  #move(at, price) {
    const line = this.#lines[at];
    const isPast = this.#isOver(price) !== this.#isOver(line.price);
    const moved = { side: !isPast ? line.side : this.#isOver(price) ? 'above' : 'below', price, isSpent: false };
    if (!this.#complain(this.#lines.some(other => other !== line && isSame(other, moved)) ? words.isKnown(wordsOf(moved)) : '')) {
      this.#lines[at] = moved;
      this.#keep();
      this.#say(words.isMoved(wordsOf(moved)));
    }

    this.#show();
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
    const problem = this.#lines.some(other => isSame(other, line)) ? words.isKnown(wordsOf(line))
      : this.#lines.length >= mostLines ? words.tooMany(mostLines) : '';
    if (this.#complain(problem)) {
      return false;
    }

    this.#lines.push({ ...line, isSpent: false });
    this.#keep();
    this.#show();
    const isBeyond = this.#before !== null && (line.side === 'above' ? this.#before > line.price : this.#before < line.price);
    this.#say(words.isSet(wordsOf(line)) + (isBeyond ? words.isBeyond(line.side) : ''));
    permission().then(() => this.#note());
    return true;
  }

  #remove(at) {
    const [line] = this.#lines.splice(at, 1);
    this.#keep();
    this.#show();
    this.#complain('');
    this.#say(words.isRemoved(wordsOf(line)));
    (this.box.querySelectorAll('[data-line]')[Math.min(at, this.#lines.length - 1)] ?? this.form.elements.amount).focus();
  }

  #ring(line, price, sourceName) {
    const sentence = words.bitcoinIs(wordsOf(line));
    this.#say(sentence + words.priceAt(format.price(price), format.second(new Date(this.#asOf))));
    if (!document.hasFocus()) {
      this.#unmark();
      document.title = `🔔 ${format.price(line.price).replace(/[.,]00$/, '')} · ${document.title}`;
    }

    notify(sentence, `${format.price(price)}, ${nameOf(sourceName)}`, wordsOf(line));
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
    const blocked = globalThis.Notification?.permission === 'denied' ? words.blocked()
      : globalThis.Notification ? '' : words.noNotifications();
    this.box.querySelector('.alert-note').textContent = `${words.whileOpen()} ${blocked}`.trim();
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
      this.#say(words.dropped());
    }

    this.#show();
    this.#note();
  }

  #keep() {
    try {
      localStorage.setItem(storageKey, JSON.stringify({ lines: this.#lines, hasTone: this.tone.checked }));
    } catch {
      this.#complain(words.notKept());
    }
  }

  #show() {
    this.box.querySelector('.alert-lines').innerHTML = this.#lines
      .map((line, at) => `<li>${wordsOf(line)} <button type="button" data-line="${at}">${words.remove()}`
        + `<span class="unseen">${words.theAlert(wordsOf(line))}</span></button></li>`).join('');
    this.watch(this.#lines.map(({ price }) => price));
  }
}
