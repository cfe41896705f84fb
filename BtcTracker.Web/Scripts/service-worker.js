// The site's service worker: what it does at each event of its life. Events of other kinds have their place here too.
import * as kept from './kept-pages.js';

addEventListener('install', event => {
  // A new version takes over at once, with copies of its own of the pages that are open.
  skipWaiting();
  event.waitUntil(kept.keepOpenPages());
});

addEventListener('activate', event => event.waitUntil(Promise.all([
  kept.deleteFormer(),
  clients.claim(),
  // The browser asks for a page while this worker starts, so that a page comes no later than without it.
  registration.navigationPreload?.enable(),
])));

addEventListener('fetch', event => {
  const { request } = event;
  const answer = request.method === 'GET' ? kept.answerOf(request) : null;
  if (answer) {
    event.respondWith(answer(event));
  }
});

// An alert of a person's own record, which ingest sends; a browser wants each message to be shown.
addEventListener('push', event => {
  const { title, body, tag, lang } = read(event.data);
  event.waitUntil(registration.showNotification(title, { body, lang, tag: `alert ${tag}`, renotify: true, data: { path: 'me' } }));
});

function read(data) {
  const unknown = { title: 'Bitcoin', body: '', tag: 'unknown' };
  try {
    return { ...unknown, ...data?.json() };
  } catch {
    return unknown;
  }
}

// An alert of the page was chosen: its window comes to the front, or a new one where it was closed.
addEventListener('notificationclick', event => {
  event.notification.close();
  const address = new URL(event.notification.data?.path ?? '', registration.scope);
  event.waitUntil(clients.matchAll({ type: 'window' }).then(windows => {
    const open = windows.find(({ url }) => new URL(url).pathname === address.pathname) ?? (event.notification.data ? null : windows[0]);
    return open?.focus() ?? clients.openWindow(address.href);
  }));
});
