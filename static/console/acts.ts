/** What a supporter can do, as one object: commands out, the console's own state, sounds. The page connects them. */

import { browserEnvironment, socketUrl } from "../core/environment.ts";
import type { Command, ErrorFrame, Ok, ServerFrame } from "../core/frames.ts";
import { createSession, type Session } from "../core/session.ts";
import { createStore, type Store } from "../core/store.ts";
import type { Link } from "../core/transport.ts";
import { keepPreference, readPreference } from "../ui/staff/preferences.ts";
import { createSounds, type Sounds } from "../ui/staff/sounds.ts";
import {
  type ConsoleAction,
  type ConsoleState,
  DEFAULT_PLACES,
  EMPTY_CONSOLE,
  MAX_PLACES,
  reduceConsole,
} from "./state.ts";

const PING_MS = 10_000; // consoles; PROTOCOL.md, ping

export interface ConsoleActs {
  session: Session;
  store: Store<ConsoleState, ConsoleAction>;
  sounds: Sounds;
  /** Places and auto-accept as last chosen on this machine. */
  choice(): { places: number; autoAccept: boolean };
  startShift(): void;
  choose(places: number, autoAccept: boolean): void;
  takeBreak(): void;
  endShift(): void;
  accept(): void;
  decline(): void;
  call(topic: string, reason?: string): Promise<boolean>;
  end(topic: string): Promise<string | undefined>;
  /** Take a chat that is over off the rail. */
  leave(topic: string): void;
  show(topic: string): void;
  problem(code: string): void;
}

export interface ConsoleEvents {
  onFrame(frame: ServerFrame): void;
  onLink(link: Link): void;
}

export function whisperOf(topic: string): string {
  return topic.replace(/^conv:/, "whisper:");
}

export function createConsole(events: ConsoleEvents): ConsoleActs {
  const store = createStore<ConsoleState, ConsoleAction>(EMPTY_CONSOLE, reduceConsole);
  const sounds = createSounds();
  const session = createSession({
    url: socketUrl(location.origin),
    environment: browserEnvironment,
    pingMs: PING_MS,
    hello: () => ({ programme: "", role: "supporter" }),
    onFrame(frame) {
      store.dispatch({ type: "frame", frame, now: Date.now() });
      events.onFrame(frame);
    },
    onLink: events.onLink,
  });

  /** Do it; a refusal is said, and its code returned. */
  async function run(command: Command): Promise<string | undefined> {
    const answer = await session.command(command).catch((error: ErrorFrame) => error);
    if (isOk(answer)) return undefined;
    problem(answer.code);
    return answer.code;
  }

  function problem(code: string): void {
    store.dispatch({ type: "problem", code });
  }

  function choice(): { places: number; autoAccept: boolean } {
    const places = Number(readPreference("places"));
    return {
      places: places >= 1 && places <= MAX_PLACES ? places : DEFAULT_PLACES,
      autoAccept: readPreference("auto-accept") === "1",
    };
  }

  function setPlaces(places: number): void {
    void run({ t: "availability.set", places, auto_accept: choice().autoAccept });
  }

  /** Accept or decline; an offer that has gone meanwhile is a calm line, not a refusal. */
  async function answer(t: "offer.accept" | "offer.decline"): Promise<void> {
    const { offer, isAnswering } = store.get();
    if (!offer || isAnswering) return;
    store.dispatch({ type: "answering", on: true });
    const done = await session.command({ t, offer: offer.offer }).catch((error: ErrorFrame) => error);
    if (isOk(done) && t === "offer.accept" && done.topic) store.dispatch({ type: "show", topic: done.topic });
    if (store.get().offer?.offer !== offer.offer) return;
    if (isOk(done)) {
      const reason = t === "offer.accept" ? "accepted" : "declined";
      store.dispatch({ type: "frame", frame: { t: "offer.gone", offer: offer.offer, reason }, now: Date.now() });
    } else if (["wrong_state", "conflict", "not_found"].includes(done.code)) {
      store.dispatch({ type: "lapsed", lapsed: "timeout" });
    } else {
      store.dispatch({ type: "answering", on: false });
      problem(done.code);
    }
  }

  return {
    session,
    store,
    sounds,
    choice,
    startShift() {
      void sounds.unlock("test");
      setPlaces(choice().places);
    },
    choose(places, autoAccept) {
      keepPreference("places", String(places));
      keepPreference("auto-accept", autoAccept ? "1" : "0");
      if ((store.get().shift?.places ?? 0) > 0) setPlaces(places);
    },
    takeBreak() {
      store.dispatch({ type: "break", on: true });
      setPlaces(0);
    },
    endShift() {
      store.dispatch({ type: "break", on: false });
      setPlaces(0);
    },
    accept: () => void answer("offer.accept"),
    decline: () => void answer("offer.decline"),
    async call(topic, reason = "") {
      store.dispatch({ type: "calling", topic });
      const done = await session
        .command({ t: "help.now", topic, ...(reason ? { reason } : {}) })
        .catch((error: ErrorFrame) => error);
      if (isOk(done)) return true;
      store.dispatch({ type: "call_failed", topic, code: done.code });
      return false;
    },
    async end(topic) {
      const done = await session.command({ t: "conversation.end", topic }).catch((error: ErrorFrame) => error);
      return isOk(done) ? undefined : done.code;
    },
    leave(topic) {
      store.dispatch({ type: "leave", topic });
      session.close(topic);
      session.close(whisperOf(topic));
    },
    show(topic) {
      store.dispatch({ type: "show", topic });
    },
    problem,
  };
}

function isOk(answer: Ok | ErrorFrame): answer is Ok {
  return answer.t === "ok";
}
