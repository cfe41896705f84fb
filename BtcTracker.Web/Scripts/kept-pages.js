// The last good first page, the last good page of each view that was visited, and what they are made of: shown where the
// network fails or does not answer in time, never before. Nothing else is kept, no answer of the API in particular.
import { offlinePage } from './offline-page.js';

const root = new URL('./', location.href);
const family = `btctracker ${root.pathname} `;
// A version of the site has a cache of its own, as its pages name scripts and styles by their contents.
const cacheName = family + VERSION;
const patience = 5000;
const mostViews = 8;
const assets = /(?:href|src|data-worker|data-alerts)="([^"]*\/(?:dist\/|favicon)[^"]*)"/g;

const isOfPages = ({ origin, pathname }) => origin === root.origin && pathname === root.pathname;
const isAsset = ({ origin, pathname }) => origin === root.origin
  && (pathname.startsWith(`${root.pathname}dist/`) || pathname.startsWith(`${root.pathname}favicon`));

/** What answers a request; null for one that is none of this worker's business. */
export function answerOf({ url, mode, headers }) {
  const address = new URL(url);
  if (mode === 'navigate') {
    return isOfPages(address) ? answerPage : passOn;
  }

  // The page's script asks for a page too, and itself says what does not come: it is given no copy.
  return isAsset(address) ? answerAsset : isOfPages(address) && headers.get('Accept') === 'text/html' ? watchPage : null;
}

/** Keeps the pages that are open, which came without this worker. */
export const keepOpenPages = () => trying(async () => {
  const open = await clients.matchAll({ type: 'window', includeUncontrolled: true });
  const addresses = new Set(open.map(({ url }) => url.split('#')[0]).filter(url => isOfPages(new URL(url))));
  await Promise.all([...addresses].map(async url => keepPage(url, await fetch(url, { headers: { Accept: 'text/html' } }))));
});

/** Deletes what other versions have kept. */
export const deleteFormer = () => trying(async () => {
  const names = await caches.keys();
  await Promise.all(names.filter(name => name.startsWith(family) && name !== cacheName).map(name => caches.delete(name)));
});

async function passOn({ request, preloadResponse }) {
  return await preloadResponse ?? fetch(request);
}

function watchPage(event) {
  const network = passOn(event);
  // A body can be read once, so this copy is made before the browser begins.
  const copy = network.then(response => response.clone());
  event.waitUntil(copy.then(response => trying(() => keepPage(event.request.url, response)), () => {}));
  return network;
}

async function answerPage(event) {
  const network = watchPage(event);
  return await inTime(network) ?? await trying(() => keptPage(event.request.url)) ?? network;
}

async function answerAsset({ request }) {
  const network = fetch(request);
  const answer = await inTime(network);
  if (answer?.ok) {
    trying(() => keepAsset(request.url, answer.clone()));
  }

  return answer ?? await trying(async () => (await caches.open(cacheName)).match(request.url)) ?? network;
}

/** An answer, if it comes in time. */
const inTime = network => Promise.race([network.catch(() => null), new Promise(resolve => setTimeout(resolve, patience))]);

/** What goes wrong with the copies never hinders a page. */
async function trying(work) {
  try {
    return await work();
  } catch (problem) {
    console.warn('The copies for offline use could not be used.', problem);
    return undefined;
  }
}

async function keepPage(url, response) {
  const text = await response.text();
  const isWhole = response.status === 200 && !response.redirected && text.trimEnd().endsWith('</html>');
  if (!isWhole || !offlinePage(text, new Date(), 0)) {
    return;
  }

  const headers = new Headers(response.headers);
  ['Content-Encoding', 'Content-Length'].forEach(name => headers.delete(name));
  headers.set('X-Kept-At', Date.now());
  const cache = await caches.open(cacheName);
  await Promise.all([...text.matchAll(assets)].map(async ([, path]) => {
    const address = new URL(path, root).href;
    if (!await cache.match(address)) {
      await keepAsset(address, await fetch(address));
    }
  }));
  // The latest are the last.
  await cache.delete(url);
  await cache.put(url, new Response(text, { headers }));
  const views = (await cache.keys()).filter(({ url }) => isOfPages(new URL(url)) && url !== root.href);
  await Promise.all(views.slice(0, -mostViews).map(view => cache.delete(view)));
}

async function keepAsset(url, response) {
  if (response.status === 200) {
    const cache = await caches.open(cacheName);
    await cache.put(url, response);
  }
}

/** The copy of a page, or of the first page where this view was never visited; it says that it is a copy, and how old it is. */
async function keptPage(url) {
  const cache = await caches.open(cacheName);
  const copy = await cache.match(url) ?? await cache.match(root.href);
  if (!copy) {
    return null;
  }

  const keptAt = Number(copy.headers.get('X-Kept-At'));
  const text = offlinePage(await copy.text(), new Date(copy.headers.get('Date') ?? keptAt), keptAt);
  return new Response(text, { headers: copy.headers });
}
