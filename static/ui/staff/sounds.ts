/**
 * Tones for staff, made by WebAudio; no files. Browsers play nothing before the person has done something on
 * the page, so sound begins `locked`, and a suspended context is shown as `blocked` instead of staying silent.
 */

import { createStore, type Store } from "../../core/store.ts";

export type Tone = "test" | "request" | "alarm" | "message";
export type SoundState = "locked" | "on" | "off" | "blocked";

/** Notes of a tone: [frequency in Hz, start in s]; two soft ones, three clear ones, one. */
const TONES: Record<Tone, readonly (readonly [number, number])[]> = {
  test: [[523, 0]],
  request: [
    [523, 0],
    [659, 0.22],
  ],
  alarm: [
    [784, 0],
    [988, 0.2],
    [784, 0.4],
  ],
  message: [[659, 0]],
};
const NOTE_S = 0.18;
const VOLUME: Record<Tone, number> = { test: 0.12, request: 0.12, alarm: 0.28, message: 0.08 };

export interface Sounds {
  store: Store<SoundState, SoundState>;
  /** Call from a click or a key press; plays `tone` when it worked. */
  unlock(tone?: Tone): Promise<void>;
  play(tone: Tone): void;
  toggle(): void;
}

export function createSounds(): Sounds {
  const store = createStore<SoundState, SoundState>("locked", (_, next) => next);
  let context: AudioContext | undefined;

  function look(): void {
    if (store.get() === "off" || !context) return;
    store.dispatch(context.state === "running" ? "on" : "blocked");
  }

  function play(tone: Tone): void {
    if (store.get() !== "on" || !context) return;
    for (const [frequency, start] of TONES[tone]) {
      const from = context.currentTime + start;
      const note = context.createOscillator();
      const gain = context.createGain();
      note.type = "sine";
      note.frequency.value = frequency;
      gain.gain.setValueAtTime(0, from);
      gain.gain.linearRampToValueAtTime(VOLUME[tone], from + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, from + NOTE_S);
      note.connect(gain).connect(context.destination);
      note.start(from);
      note.stop(from + NOTE_S);
    }
  }

  async function unlock(tone?: Tone): Promise<void> {
    try {
      context ??= new AudioContext();
      context.onstatechange = look;
      await context.resume();
    } catch {
      store.dispatch("blocked"); // no audio device, or not allowed: the banner says so
      return;
    }
    store.dispatch(context.state === "running" ? "on" : "blocked");
    if (tone) play(tone);
  }

  return {
    store,
    unlock,
    play,
    toggle() {
      if (store.get() === "on") store.dispatch("off");
      else void unlock("test");
    },
  };
}
