// The colours and the time zone that a reader chose, kept in this browser. Runs before the first paint, so that nobody sees others first.
// What the
// address names comes first: a link shows what its sender saw.
const root = document.documentElement;
const themes = ['light', 'dark'];

// Storage may be forbidden or full; then a choice is for this page only.
const storage = (() => {
  try {
    return localStorage;
  } catch {
    return null;
  }
})();

function show(theme) {
  if (themes.includes(theme)) {
    root.dataset.theme = theme;
  } else {
    delete root.dataset.theme;
  }

  document.dispatchEvent(new Event('themechange'));
}

/** Keeps a choice; where the address names another, it would bring that back. */
function choose(name, value, apply) {
  try {
    storage?.setItem(name, value);
  } catch {
    // See above.
  }

  const address = new URL(location.href);
  if (address.searchParams.has(name)) {
    address.searchParams.delete(name);
    location.assign(address);
  } else {
    apply();
  }
}

if (!root.dataset.theme) {
  show(storage?.getItem('theme'));
}

if (!root.dataset.tz && storage?.getItem('tz') === 'utc') {
  root.dataset.tz = 'utc';
}

document.addEventListener('DOMContentLoaded', () => {
  const select = document.querySelector('[data-setting="theme"]');
  if (select) {
    select.value = root.dataset.theme ?? 'system';
    select.addEventListener('change', () => choose('theme', select.value, () => show(select.value)));
    addEventListener('storage', event => {
      if (event.key === 'theme') {
        show(event.newValue);
        select.value = root.dataset.theme ?? 'system';
      }
    });
  }

  const zone = document.querySelector('[data-setting="tz"]');
  const isUtc = root.dataset.tz === 'utc';
  zone?.setAttribute('aria-pressed', isUtc);
  zone?.addEventListener('click', () => choose('tz', isUtc ? 'local' : 'utc', () => location.reload()));
});
