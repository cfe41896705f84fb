// How an alert is shown outside of the page: a notification of the system, and a tone.

let audio = null;

/** Asks for the permission to notify, unless it was given or refused already. */
export async function permission() {
  if (globalThis.Notification?.permission === 'default') {
    await Notification.requestPermission();
  }
}

/** Shows a notification; the same one of several windows is shown once. */
export async function notify(title, body, tag) {
  if (globalThis.Notification?.permission !== 'granted') {
    return;
  }

  const options = { body, tag: `alert ${tag}` };
  try {
    const worker = await navigator.serviceWorker?.getRegistration();
    if (worker?.active) {
      // The only way on phones; the worker brings the page to the front when it is chosen.
      await worker.showNotification(title, options);
    } else {
      new Notification(title, options).addEventListener('click', () => window.focus());
    }
  } catch (problem) {
    console.info('The alert could not be shown as a notification.', problem);
  }
}

/** Sounds a tone for a moment; browsers allow it after the reader has used the page. */
export async function tone(isOn) {
  if (!isOn || !globalThis.AudioContext) {
    return;
  }

  audio ??= new AudioContext();
  await audio.resume();
  const [sound, volume, now] = [audio.createOscillator(), audio.createGain(), audio.currentTime];
  sound.frequency.value = 880;
  volume.gain.setValueAtTime(0.2, now);
  volume.gain.exponentialRampToValueAtTime(0.001, now + 0.6);
  sound.connect(volume).connect(audio.destination);
  sound.start(now);
  sound.stop(now + 0.6);
}
