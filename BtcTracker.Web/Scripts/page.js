// The parts of the page that change: written from a quote, or taken from a page that the server has rendered again.
import { ask, refused } from './ask.js';
import * as clock from './clock.js';
import * as format from './format.js';
import { showInZone } from './times.js';
import * as words from './words.js';

const arrows = { up: '▲', down: '▼' };
const live = name => document.querySelector(`[data-live="${name}"]`);
const part = name => document.querySelector(`[data-part="${name}"]`);

/** The later of two prices, by their own time; either may be missing. */
export const newer = (one, other) => (one && (!other || Date.parse(one.asOf) > Date.parse(other.asOf)) ? one : other);

// The time of the price that all parts of the page show.
let writtenAt = NaN;

/** Whether a price is newer than the page's: a page of the server may have been drawn before it came. */
export const isBehind = quote => Date.parse(quote.asOf) > writtenAt;

/** Shows a quote or a live tick: price, change over the chosen range, time, source. */
export function showQuote(quote, range) {
  if (!live('price')) {
    return false;
  }

  const asOf = new Date(quote.asOf);
  writtenAt = asOf.getTime();
  live('price').textContent = format.price(quote.price);
  const change = changeOf(quote, range);
  if (change !== undefined) {
    showChange(change, quote.price);
  }

  showChanges(quote.changes);
  live('time').textContent = format.second(asOf);
  live('time').dateTime = quote.asOf;
  live('source').textContent = words.sourceName(quote.sourceName);
  showEnd(quote, change);
  showRate(quote.price);
  if (quote.nextAt !== undefined) {
    // A live tick says nothing of the next reading.
    takeNext(quote.nextAt);
  }

  document.title = document.title.replace(/^((?:🔔 [^·]+· )?(?:▲ [^·]+ · )?)[^·]+/, (_, marks) => `${marks}${format.price(quote.price)} `);
  return true;
}

/** The price in other units, which a frame has not. */
function showRate(price) {
  const other = live('other');
  if (other) {
    const { perDollar, decimals, unit } = other.dataset;
    other.textContent = unit
      ? format.written(unit, format.inUnit(unit, price * perDollar))
      : format.digits(price * perDollar, Number(decimals));
  }

  if (live('bitcoin')) {
    live('bitcoin').textContent = format.price(price);
    live('satoshis').textContent = format.satoshisPerDollar(price);
  }
}

/** Whether a price is beyond the extremes that are shown, which the server then renders again. */
export function isBeyond(price) {
  const { lowest, highest } = part('summary')?.dataset ?? {};
  return price < Number(lowest) || price > Number(highest);
}

/** The other parts of the page that show the latest price, so that it shows only one. */
function showEnd(quote, change) {
  if (live('end') && change !== undefined) {
    const { unit } = part('summary').dataset;
    live('end').textContent = format.written(unit, format.inUnit(unit, quote.price));
    live('end-change').textContent = format.percent(format.changeIn(unit, change));
  }

  for (const since of document.querySelectorAll('[data-since]')) {
    since.textContent = `${format.percent((quote.price / Number(since.dataset.since) - 1) * 100)}${words.since()}`;
  }

  for (const from of document.querySelectorAll('[data-from]')) {
    from.textContent = format.percent((quote.price / Number(from.dataset.from) - 1) * 100);
  }

  for (const multiple of document.querySelectorAll('[data-multiple-of]')) {
    multiple.textContent = format.multiple(quote.price / Number(multiple.dataset.multipleOf));
  }

  for (const mark of document.querySelectorAll('.bar-mark[data-lowest]')) {
    const { lowest, highest } = mark.dataset;
    const at = (quote.price - lowest) / (highest - lowest);
    mark.setAttribute('cx', `${Math.min(1, Math.max(0, at)) * 100}%`);
  }
}

/** The change over the chosen range; undefined for dates in the past, whose change stays what it is. */
function changeOf(quote, range) {
  if (range in quote.changes) {
    return quote.changes[range];
  }

  const then = Number(part('change').dataset.then);
  return then > 0 ? (quote.price / then - 1) * 100 : undefined;
}

function showChange(percent, price) {
  const chip = part('change');
  const sum = percent > -100 ? format.difference(price - price / (1 + percent / 100)) : '';
  const range = chip.querySelector('.chip-range').cloneNode(true);
  chip.dataset.direction = format.direction(percent);
  chip.innerHTML = `${arrowOf(percent)}<span data-live="change">${format.percent(percent)}</span>`
    + `<span class="chip-sum" data-live="change-sum">${percent === null ? '' : sum}</span>`;
  chip.append(range);
}

/** The list of all ranges shows the same as the chip of one. */
function showChanges(changes) {
  for (const line of document.querySelectorAll('[data-change-over]')) {
    const percent = changes[line.dataset.changeOver];
    line.innerHTML = `<span data-direction="${format.direction(percent)}">${arrowOf(percent)}${format.tabPercent(percent)}</span>`;
  }
}

function arrowOf(percent) {
  const arrow = arrows[format.direction(percent)];
  return arrow ? `<span aria-hidden="true">${arrow}</span>` : '';
}

/** Shows how old the price is, counted on; without a script the page shows only the time. */
export function showAge() {
  const time = live('time');
  if (time && clock.isKnown()) {
    setText(live('age'), ` (${words.ago(format.age(clock.now() - Date.parse(time.dateTime)))})`);
    showNext();
  }
}

/** Whether the page is a copy that the service worker gave. */
export const isKept = () => document.querySelector('[data-kept]') !== null;

/** On a copy that the service worker gave, shows how old it is, and what else is missing; false on any other page. */
export function showKeptAge(problem) {
  const age = document.querySelector('[data-kept]');
  if (age) {
    setText(age, `(${words.ago(format.age(Date.now() - age.dataset.kept))})`);
    markTitle('offline');
    if (problem) {
      setText(age.nextSibling, `${words.triesAgain()} ${problem}`);
    }
  }

  return age !== null;
}

/** A frame has no place for the next reading; where the schedule is not known, nothing is said of it. */
function takeNext(at) {
  const time = document.createElement('time');
  time.dataset.live = 'next';
  time.dateTime = at;
  document.querySelector('.next')?.replaceChildren(...(at ? [words.nextReading(), time] : []));
  showNext();
}

/** Counts down to the next reading. */
function showNext() {
  const time = live('next');
  if (time) {
    setText(time, format.until(Date.parse(time.dateTime) - clock.now()));
  }
}

/** The price that the server's page has, where it was not old already. */
export const goodPrice = ({ dataset }) => (isIn('normal') ? { price: Number(dataset.price), asOf: live('time').dateTime } : null);

/** Whether the status bar already shows a state, which the server may have explained better. */
export const isIn = kind => part('status').dataset.kind === kind;

/** Shows a sentence in the status bar; an empty one hides it. A screen reader hears it once, when it changes. */
export function showState(kind, text) {
  const bar = part('status');
  bar.dataset.kind = kind;
  setText(bar, text);
  document.querySelector('.hero').dataset.state = kind;
  setText(live('state'), words.stateOf(kind) ?? live('state')?.dataset.word);
  markTitle(kind);
}

/** A tab in the background shows only by its title that its price is old. */
function markTitle(kind) {
  const [, bell, rest] = /^(🔔 [^·]+· )?(?:▲ [^·]+ · )?(.*)$/.exec(document.title);
  const state = live('price') && words.stateOf(kind)?.toLowerCase();
  const title = (bell ?? '') + (state ? `▲ ${state} · ` : '') + rest;
  if (document.title !== title) {
    document.title = title;
  }
}

/** Shows the server's state, with its reason. */
export async function takeState() {
  const everything = [...document.querySelectorAll('[data-part]')].map(element => element.dataset.part);
  await takeOver(location.href, { keep: everything.filter(name => name !== 'status') });
}

/** Shows whether a range is on its way. */
export const showBusy = isBusy => document.querySelector('.history').setAttribute('aria-busy', String(isBusy));

/** Whether a range is on its way. */
export const isBusy = () => document.querySelector('.history').getAttribute('aria-busy') === 'true';

/** The mode that a source names: `demo:coinbase` is demo, `coinbase` live. */
export const modeOf = source => (source.includes(':') ? source.split(':')[0] : 'live');

/** Whether a mode is the one of the page's labels, or of their absence. */
export const isOfMode = mode => document.querySelector('[data-mode]').dataset.mode === mode;

/**
 * Takes every changing part over from a page of the server; the chart's own drawing stays where the script draws.
 * @returns {Promise<Document?>} the server's page; null where it came too late to be wanted
 */
export async function takeOver(address, { keep = [], isWanted = () => location.href === address } = {}) {
  // While a page loads that a reader went back to, browsers answer from their cache whatever its age, unless asked not to.
  const { response, text } = await ask(address, { headers: { Accept: 'text/html' }, cache: 'no-cache' });
  if (!response.ok) {
    throw refused(response);
  }

  clock.learn(response);
  const fresh = new DOMParser().parseFromString(text, 'text/html');
  if (!isWanted()) {
    return null;
  }

  showInZone(fresh.body);

  // Another window may have changed the language that is kept.
  const isOfLanguage = fresh.documentElement.lang === document.documentElement.lang;
  if (!isOfLanguage || !isOfMode(fresh.querySelector('[data-mode]').dataset.mode)) {
    location.assign(address);
    return null;
  }

  for (const old of document.querySelectorAll('[data-part]')) {
    const replacement = fresh.querySelector(`[data-part="${old.dataset.part}"]`);
    if (replacement && keep.includes(old.dataset.part)) {
      remember(old, replacement);
      continue;
    }

    if (!replacement) {
      continue;
    }

    if (old.dataset.part === 'status') {
      showState(replacement.dataset.kind, replacement.textContent);
    } else {
      replace(old, document.adoptNode(replacement));
    }
  }

  writtenAt = Date.parse(fresh.querySelector('[data-live="time"]')?.dateTime);
  // The bell of an alert stays until the page is looked at.
  document.title = (/^🔔 [^·]+· /.exec(document.title) ?? '') + fresh.title;
  markTitle(part('status').dataset.kind);
  return fresh;
}

/** What a reader has opened stays open, and keeps the focus. */
function replace(old, replacement) {
  const focused = document.activeElement?.parentElement;
  const kept = [...old.querySelectorAll('details[open], details:focus-within')];
  old.replaceWith(replacement);
  for (const { id, open } of kept) {
    const same = document.getElementById(id);
    same?.toggleAttribute('open', open);
    if (focused?.id === id) {
      same?.firstElementChild.focus({ preventScroll: true });
    }
  }
}

/** The readout is the chart's while a reader moves along it; what it says of the range is what it falls back to. */
function remember(old, replacement) {
  if (old.dataset.part === 'readout') {
    const isRead = old.dataset.range !== undefined && old.dataset.range !== old.textContent;
    old.dataset.range = replacement.textContent;
    setText(old, isRead ? old.textContent : old.dataset.range);
  }
}

function setText(element, text) {
  if (element && element.textContent !== text) {
    element.textContent = text;
  }
}
