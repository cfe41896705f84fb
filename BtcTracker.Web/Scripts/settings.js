// A reader's settings: kept in this browser, applied at once.

/** Follows the form of settings; `changed` is called when the colours are others. */
export function followSettings(changed) {
  const select = document.querySelector('[data-setting="theme"]');
  if (!select) {
    return;
  }

  select.value = document.documentElement.dataset.theme ?? 'system';
  select.addEventListener('change', () => {
    keep('theme', select.value);
    if (new URL(location.href).searchParams.has('theme')) {
      // The address would bring the old one back.
      const address = new URL(location.href);
      address.searchParams.delete('theme');
      location.assign(address);
      return;
    }

    show(select.value);
    changed();
  });
  addEventListener('storage', event => {
    if (event.key === 'theme') {
      select.value = event.newValue ?? 'system';
      show(select.value);
      changed();
    }
  });
}

function show(theme) {
  if (theme === 'system') {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = theme;
  }
}

function keep(name, value) {
  try {
    localStorage.setItem(name, value);
  } catch {
    // Storage may be full or forbidden: then it is for this page alone.
  }
}
