/** Entry of the supporter's console. */

import type { ServerFrame } from "../core/frames.ts";
import { startFace } from "../ui/staff/face.tsx";
import { createConsole } from "./acts.ts";
import { App, railLines } from "./app.tsx";

void startFace("supporter", "staff-face-console", (tools) => {
  const acts = createConsole({ onFrame: hear, onLink: tools.onLink });

  function hear(frame: ServerFrame): void {
    if (frame.t === "error" && !frame.id) tools.onRefused(frame.code);
    const { shift, chats } = acts.store.get();
    const isGiven = frame.t === "opened" && shift?.auto_accept && chats[chats.length - 1] === frame.topic;
    if (frame.t === "offer" || isGiven) acts.sounds.play("request");
    // What was written before the page was opened is replayed and makes no sound.
    const isNew = frame.t === "event" && Date.now() + acts.session.store.get().clockOffset - frame.at < 15_000;
    if (isNew && document.hidden && frame.entry.by !== acts.session.store.get().you?.id) {
      if (frame.entry.kind === "message" || frame.entry.kind === "whisper") acts.sounds.play("message");
    }
  }

  /** What waits: an offer, and messages that were not on the screen. */
  function count(): void {
    const { logs, you } = acts.session.store.get();
    const state = acts.store.get();
    const unread = railLines(state, logs, you?.id ?? "", () => "").reduce((sum, line) => sum + line.unread, 0);
    tools.badge(unread + (state.offer ? 1 : 0));
  }
  acts.store.subscribe(count);
  acts.session.store.subscribe(count);

  return {
    start: acts.session.transport.start,
    stop: acts.session.transport.stop,
    problem: acts.problem,
    show: (me) => <App acts={acts} me={me} onLanguage={tools.setLanguage} onSignOut={tools.signOut} />,
  };
});
