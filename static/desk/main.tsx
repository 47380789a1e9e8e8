/** Entry of the professional's desk. */

import type { ServerFrame } from "../core/frames.ts";
import { createStore } from "../core/store.ts";
import { startFace } from "../ui/staff/face.tsx";
import { createDesk } from "./acts.ts";
import { type Alert, type AlertMemory, planAlerts } from "./alerts.ts";
import { App } from "./app.tsx";
import { countCases } from "./state.ts";

const LOOK_MS = 1_000; // a case becomes overdue without a frame
const SAID_MS = 10_000; // an announcement is taken away again; ux.md 7

void startFace("professional", "staff-face-desk", (tools) => {
  const acts = createDesk({ onFrame: hear, onLink: tools.onLink });
  const alert = createStore<Alert | undefined, Alert | undefined>(undefined, (_, next) => next);
  let memory: AlertMemory = new Map();
  let clear: ReturnType<typeof setTimeout> | undefined;

  function hear(frame: ServerFrame): void {
    if (frame.t === "error" && !frame.id) tools.onRefused(frame.code);
    if (frame.t === "case") look();
    const { you, clockOffset } = acts.session.store.get();
    const isNew = frame.t === "event" && Date.now() + clockOffset - frame.at < 15_000;
    if (isNew && document.hidden && frame.entry.by !== you?.id) {
      if (frame.entry.kind === "message" || frame.entry.kind === "whisper") acts.sounds.play("message");
    }
  }

  /** Say and sound what is due, and show how many wait. */
  function look(): void {
    const { cases } = acts.store.get();
    const alerts = planAlerts(memory, cases.values(), Date.now() + acts.session.store.get().clockOffset);
    memory = alerts.memory;
    const [first] = alerts.say;
    if (first) {
      alert.dispatch({ ...first });
      clearTimeout(clear);
      clear = setTimeout(() => alert.dispatch(undefined), SAID_MS);
    }
    if (alerts.sound) acts.sounds.play(alerts.sound);
    tools.badge(countCases(cases.values()).unclaimed);
  }

  /**
   * Browsers allow sound after the first act of the person on the page; the desk takes that one. Not when it begins
   * but when it is over: the banner that goes then would move what is being pressed.
   */
  function unlockOnce(): void {
    removeEventListener("click", unlockOnce);
    removeEventListener("keyup", unlockOnce);
    if (acts.sounds.store.get() === "locked") void acts.sounds.unlock();
  }

  return {
    start() {
      addEventListener("click", unlockOnce);
      addEventListener("keyup", unlockOnce);
      setInterval(look, LOOK_MS);
      acts.session.transport.start();
    },
    stop: acts.session.transport.stop,
    problem: acts.problem,
    show: (me) => <App acts={acts} alert={alert} me={me} onLanguage={tools.setLanguage} onSignOut={tools.signOut} />,
  };
});
