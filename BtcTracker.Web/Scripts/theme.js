// The colours that a reader chose, kept in this browser. Runs before the first paint, so that nobody sees others first. A theme in the
// address comes first: a link shows what its sender saw.
const root = document.documentElement;
const themes = ['light', 'dark'];

// Storage may be forbidden or full; then a choice is for this page alone.
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

function choose(theme) {
  try {
    storage?.setItem('theme', theme);
  } catch {
    // See above.
  }

  const address = new URL(location.href);
  if (address.searchParams.has('theme')) {
    // It would bring the old one back.
    address.searchParams.delete('theme');
    location.assign(address);
  } else {
    show(theme);
  }
}

if (!root.dataset.theme) {
  show(storage?.getItem('theme'));
}

document.addEventListener('DOMContentLoaded', () => {
  const select = document.querySelector('[data-setting="theme"]');
  if (select) {
    select.value = root.dataset.theme ?? 'system';
    select.addEventListener('change', () => choose(select.value));
    addEventListener('storage', event => {
      if (event.key === 'theme') {
        show(event.newValue);
        select.value = root.dataset.theme ?? 'system';
      }
    });
  }
});
