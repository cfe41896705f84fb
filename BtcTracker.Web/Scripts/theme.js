// Runs before the first paint, so that a reader who chose colours never sees others. A theme in the address comes first: a link shows
// what its sender saw.
const stored = (() => {
  try {
    return localStorage.getItem('theme');
  } catch {
    // Storage may be forbidden; then the system's colours are shown.
    return null;
  }
})();
if ((stored === 'light' || stored === 'dark') && !document.documentElement.dataset.theme) {
  document.documentElement.dataset.theme = stored;
}
