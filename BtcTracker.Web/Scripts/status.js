// Takes the operator's page over to a new server once the one that knew it is gone. Blazor shows the bar, and says in which state it is.
const retryMilliseconds = 10_000;
const bar = document.getElementById('components-reconnect-modal');

/** Reloads as soon as a server answers. */
const reloadWhenAnswered = () => setInterval(async () => {
  const answer = await fetch(location.href, { method: 'HEAD' }).catch(() => null);
  if (answer?.ok) location.reload();
}, retryMilliseconds);

bar.addEventListener('components-reconnect-state-changed', ({ detail: { state } }) => {
  if (state === 'rejected') location.reload();
  if (state === 'failed') reloadWhenAnswered();
});
