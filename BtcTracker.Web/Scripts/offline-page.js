// Makes of a page of the server one that says that it is a copy: in its state, its title and beside its price, so that no old
// price ever looks new, even where the page's script does not run.
import * as format from './format.js';
import * as words from './words.js';

const status = /(data-part="status" data-kind=")(?:normal|unconfirmed)("[^>]*>)([^<]*)(?=<\/p>)/;
const price = /data-live="price"/;
const rest = state => [
  [/<title>(?:(?:▲|&#x25B2;) [^<·&]+ (?:·|&#xB7;) )?/, `<title>▲ ${state.toLowerCase()} · `],
  [/(class="hero"[^>]*data-state=")\w+/, '$1offline'],
  [/(data-live="state"[^>]*>)[^<]*/, `$1${state}`],
];

/**
 * The page as a copy of a time, kept at a time of this device's own clock; null for one that is not good: without a price, or with one
 * that was old already.
 */
export function offlinePage(text, time, keptAt) {
  if (!status.test(text) || !price.test(text)) {
    return null;
  }

  words.speak(/<html lang="(\w+)"/.exec(text)?.[1]);
  // The page's script counts the age on; a screen reader hears it once.
  const age = `<span data-kept="${keptAt}" aria-live="off">(${words.ago(format.age(Date.now() - keptAt))})</span>`;
  const said = words.offlinePage(format.minute(time), age) + words.triesAgain();
  const marked = text.replace(status, (_, before, after, former) => `${before}offline${after}${said} ${former}`.trimEnd());
  return rest(words.stateOf('offline')).reduce((page, [from, to]) => page.replace(from, to), marked);
}
