// Two short notes for a message, made here: no file is loaded. Browsers let a page sound once it was touched.

let context = null;

export function chime() {
  try {
    context ??= new AudioContext();
    if (context.state === "suspended") context.resume().catch(() => {});
    if (context.state !== "running") return;
    note(880, 0);
    note(1174.7, 0.09);
  } catch {
    // no sound here
  }
}

function note(frequency, delay) {
  const start = context.currentTime + delay;
  const tone = context.createOscillator();
  const volume = context.createGain();
  tone.frequency.value = frequency;
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(0.08, start + 0.015);
  volume.gain.exponentialRampToValueAtTime(0.0001, start + 0.28);
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(start + 0.3);
}
