/** What a professional can do, as one object: commands out, the desk's own state, sounds. The page connects them. */

import { browserEnvironment, socketUrl } from "../core/environment.ts";
import type { Command, ErrorFrame, Ok, Outcome, ServerFrame } from "../core/frames.ts";
import { createSession, type Session } from "../core/session.ts";
import { createStore, type Store } from "../core/store.ts";
import type { Link } from "../core/transport.ts";
import { createSounds, type Sounds } from "../ui/staff/sounds.ts";
import { besides, type DeskAction, type DeskState, EMPTY_DESK, reduceDesk } from "./state.ts";

// Twice as often as consoles have to: the wall must be known to be stale after 10 s (ux.md 2.3).
const PING_MS = 5_000;
const STIR_EVERY_MS = 20_000; // well within the 90 s after which a quiet owner gives an imminent case back

export interface DeskActs {
  session: Session;
  store: Store<DeskState, DeskAction>;
  sounds: Sounds;
  setDuty(isOn: boolean): void;
  /** Show a case; one that is somebody else's or nobody's is read along, which the audit knows. */
  open(topic: string): void;
  /** Back to the wall; a case that is not one's own is no longer received. */
  close(): void;
  /** Become the owner, and show the case; true when it is one's own now. */
  claim(topic: string): Promise<boolean>;
  join(topic: string): Promise<boolean>;
  takeOver(topic: string): Promise<boolean>;
  release(topic: string): Promise<boolean>;
  resolve(topic: string, outcome: Outcome, note: string, ends: boolean): Promise<boolean>;
  reopen(topic: string): Promise<boolean>;
  /** New entries of an owned case are on the screen; this counts as activity of its owner. */
  see(topic: string, seq: number): void;
  /** The owner does something with an opened case that sends nothing by itself: writes, scrolls, looks for a mark. */
  stir(topic: string): void;
  problem(code: string): void;
}

export interface DeskEvents {
  onFrame(frame: ServerFrame): void;
  onLink(link: Link): void;
}

export function createDesk(events: DeskEvents): DeskActs {
  const store = createStore<DeskState, DeskAction>(EMPTY_DESK, reduceDesk);
  const sounds = createSounds();
  const seen = new Map<string, number>();
  let stirredAt = 0;
  const session = createSession({
    url: socketUrl(location.origin),
    environment: browserEnvironment,
    pingMs: PING_MS,
    hello: () => ({ programme: "", role: "professional" }),
    marksRead: () => false, // only what its owner has on the screen is marked, by `see`
    onFrame(frame) {
      store.dispatch({ type: "frame", frame, now: Date.now() });
      if (frame.t === "case") receiveOwn(frame.topic);
      events.onFrame(frame);
    },
    onLink: events.onLink,
  });

  function isOwn(topic: string): boolean {
    const card = store.get().cases.get(topic);
    return card?.state === "claimed" && card.owner === session.store.get().you?.id;
  }

  /** After a reload the logs of one's own cases are asked for; a claim on this page opens them by itself. */
  function receiveOwn(topic: string): void {
    if (!isOwn(topic) || claiming.has(topic)) return;
    const { logs } = session.store.get();
    for (const name of logsOf(topic)) {
      if (logs[name]?.isOpen || logs[name]?.asked) continue;
      void session.open(name).catch(() => undefined); // shown: the log is broken
    }
  }

  function logsOf(topic: string): readonly string[] {
    return [topic, besides(topic, "whisper"), besides(topic, "notes")];
  }

  const claiming = new Set<string>();

  async function run(topic: string, command: Command): Promise<boolean> {
    const answer = await session.command(command).catch((error: ErrorFrame) => error);
    if (isOk(answer)) return true;
    store.dispatch({
      type: "message",
      message:
        answer.code === "conflict" && answer.owner
          ? { kind: "conflict", topic, owner: answer.owner }
          : { kind: "refused", topic, code: answer.code },
    });
    return false;
  }

  return {
    session,
    store,
    sounds,
    setDuty: (isOn) => void run("", { t: "availability.set", places: isOn ? 1 : 0, auto_accept: false }),
    open(topic) {
      store.dispatch({ type: "open", topic });
      if (isOwn(topic)) receiveOwn(topic);
      else void run(topic, { t: "case.watch", topic });
    },
    close() {
      const topic = store.get().open;
      store.dispatch({ type: "close" });
      if (topic === undefined || isOwn(topic)) return;
      for (const name of logsOf(topic)) session.close(name);
    },
    async claim(topic) {
      claiming.add(topic);
      const isMine = await run(topic, { t: "case.claim", topic });
      claiming.delete(topic);
      if (isMine) store.dispatch({ type: "open", topic });
      return isMine;
    },
    join: (topic) => run(topic, { t: "case.join", topic }),
    takeOver: (topic) => run(topic, { t: "case.take_over", topic }),
    release: (topic) => run(topic, { t: "case.release", topic }),
    resolve: (topic, outcome, note, ends) => run(topic, { t: "case.resolve", topic, outcome, note, ends }),
    reopen: (topic) => run(topic, { t: "case.reopen", topic }),
    see(topic, seq) {
      if (!isOwn(topic) || !document.hasFocus() || (seen.get(topic) ?? 0) >= seq) return;
      seen.set(topic, seq);
      void session.command({ t: "read", topic, seq }).catch(() => seen.delete(topic)); // made up for by the next one
    },
    stir(topic) {
      const log = session.store.get().logs[topic];
      if (!log?.isOpen || !isOwn(topic) || Date.now() - stirredAt < STIR_EVERY_MS) return;
      stirredAt = Date.now();
      void session.command({ t: "read", topic, seq: log.seq }).catch(() => undefined); // the next act does it
    },
    problem: (code) => store.dispatch({ type: "message", message: { kind: "refused", topic: "", code } }),
  };
}

function isOk(answer: Ok | ErrorFrame): answer is Ok {
  return answer.t === "ok";
}
