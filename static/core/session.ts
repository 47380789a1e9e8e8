/**
 * A face's session: the link, who one is, and the logs, in one store; with the acts that every face shares.
 * What only one face knows (cases, offers, the queue) its own reducer takes from `onFrame`.
 */

import type { Environment } from "./environment.ts";
import type { Command, ErrorFrame, Hello, Limits, Ok, ServerFrame, You } from "./frames.ts";
import { type LogAction, type Logs, nextToSend, reduceLogs, sinceOf } from "./logs.ts";
import { createStore, type Store } from "./store.ts";
import { createTransport, type Link, type Transport } from "./transport.ts";

const TYPING_EVERY_MS = 3_000; // ux.md, section 3

export interface SessionState {
  link: Link;
  you: You | undefined;
  limits: Limits;
  /** Add to the machine's time to get the server's. */
  clockOffset: number;
  logs: Logs;
  /** The last refusal of `hello`, or of a frame without an id. */
  refusal: ErrorFrame | undefined;
}

export type SessionAction = LogAction | { type: "link"; link: Link } | { type: "frame"; frame: ServerFrame; now: number };

export interface SessionOptions {
  url: string;
  environment: Environment;
  /** Without topics: the session names the logs that it holds. */
  hello(): Omit<Hello, "t" | "topics">;
  /** After the session's own state took the frame. */
  onFrame?(frame: ServerFrame): void;
  onLink?(link: Link): void;
  pingMs?: number;
  /** Report to the other side what this client holds ("Sampai"). False for watching professionals. */
  marksRead?(topic: string): boolean;
}

export interface Session {
  store: Store<SessionState, SessionAction>;
  transport: Transport;
  /** Put words in the queue of a topic; they go out in order, now or when the link is back. Returns their id. */
  write(topic: string, text: string): string;
  /** Try a failed message again. */
  retry(topic: string, id: string): void;
  /** Give up a message that is not stored. */
  discard(topic: string, id: string): void;
  /** Say that one is writing (at most every 3 s) or has stopped. */
  typing(topic: string, on: boolean): void;
  /** Receive a log, or fetch what is missing of it. */
  open(topic: string): Promise<Ok>;
  /** Stop receiving a log and forget it. */
  close(topic: string): void;
  command(frame: Command): Promise<Ok>;
}

export const DEFAULT_LIMITS: Limits = { text: 4_000, frame_bytes: 65_536, ping_s: 25, topics: 64 };

export function reduceSession(state: SessionState, action: SessionAction): SessionState {
  if (action.type === "link") {
    const lost = action.link.status !== "live" && state.link.status === "live";
    const logs = lost ? reduceLogs(state.logs, { type: "link_lost" }) : state.logs;
    return { ...state, link: action.link, logs };
  }
  const logs = reduceLogs(state.logs, action);
  if (action.type === "frame") {
    const { frame, now } = action;
    if (frame.t === "welcome") {
      const { you, limits } = frame;
      return { ...state, logs, you, limits, clockOffset: frame.now - now, refusal: undefined };
    }
    if (frame.t === "error" && !frame.id) return { ...state, logs, refusal: frame };
  }
  return logs === state.logs ? state : { ...state, logs };
}

/** The command that adds words to a log: a message, a whisper or a note. Frames of a case name its conversation. */
export function writing(topic: string, text: string): Command {
  const conversation = topic.replace(/^[^:]*:/, "conv:");
  if (topic.startsWith("whisper:")) return { t: "case.whisper", topic: conversation, text };
  if (topic.startsWith("notes:")) return { t: "case.note", topic: conversation, text };
  return { t: "message.send", topic, text };
}

export function createSession(options: SessionOptions): Session {
  const { environment } = options;
  const typedAt = new Map<string, number>();
  const marked = new Map<string, number>();
  let asked = new Set<string>(); // topics that the last hello named; the server opens them by itself

  const transport = createTransport({
    url: options.url,
    environment,
    pingMs: options.pingMs ?? 25_000,
    hello() {
      const topics = Object.values(store.get().logs)
        .filter((log) => log.state !== "left")
        .slice(-DEFAULT_LIMITS.topics) // the newest; a hello with more is refused
        .map(sinceOf);
      asked = new Set(topics.map((one) => one.topic));
      return { ...options.hello(), topics };
    },
    onFrame(frame) {
      store.dispatch({ type: "frame", frame, now: environment.now() });
      options.onFrame?.(frame);
      if (frame.t === "welcome") {
        for (const { topic } of frame.topics ?? []) if (!asked.has(topic)) openQuietly(topic);
      }
      settle();
    },
    onLink(link) {
      store.dispatch({ type: "link", link });
      options.onLink?.(link);
      if (link.status === "live") settle();
    },
  });

  const store = createStore<SessionState, SessionAction>(
    { link: transport.link, you: undefined, limits: DEFAULT_LIMITS, clockOffset: 0, logs: {}, refusal: undefined },
    reduceSession,
  );

  /** Do what the present state calls for: fetch what is missing, send what waits, say what is held. */
  function settle(): void {
    if (transport.link.status !== "live") return;
    for (const log of Object.values(store.get().logs)) {
      if (log.isBehind && !log.asked && log.state !== "left") openQuietly(log.topic);
      pump(log.topic);
      mark(log.topic);
    }
  }

  function pump(topic: string): void {
    const log = store.get().logs[topic];
    const next = log && nextToSend(log);
    if (!next || transport.link.status !== "live") return;
    const { id, text } = next;
    store.dispatch({ type: "sending", topic, id, now: environment.now() });
    transport
      .command(writing(topic, text), id)
      .then(() => store.dispatch({ type: "stored", topic, id, now: environment.now() }))
      .catch((error: ErrorFrame) =>
        store.dispatch({ type: "refused", topic, id, code: error.code, now: environment.now() }),
      )
      .finally(() => pump(topic));
  }

  function mark(topic: string): void {
    const log = store.get().logs[topic];
    const mine = store.get().you?.id;
    if (!log?.isOpen || log.state === "ended" || options.marksRead?.(topic) === false) return;
    const last = log.entries.reduce((seq, entry) => (entry.kind === "message" && entry.by !== mine ? entry.seq : seq), 0);
    if (last === 0 || (marked.get(topic) ?? 0) >= last) return;
    marked.set(topic, last);
    // A mark that is refused or lost is made up for by the next one.
    void transport.command({ t: "read", topic, seq: last }).catch(() => marked.delete(topic));
  }

  /** Open without a caller to tell: a failure shows as `isBroken` on the log. */
  function openQuietly(topic: string): void {
    void open(topic).catch(() => undefined);
  }

  async function open(topic: string): Promise<Ok> {
    const log = store.get().logs[topic];
    store.dispatch({ type: "asked", topic });
    try {
      return await transport.command({ t: "topic.open", ...(log ? sinceOf(log) : { topic, since: 0 }) });
    } catch (error) {
      store.dispatch({ type: "ask_failed", topic });
      throw error;
    }
  }

  return {
    store,
    transport,
    write(topic, text) {
      const id = environment.newId();
      typedAt.delete(topic);
      store.dispatch({ type: "written", topic, id, text, now: environment.now() });
      pump(topic);
      return id;
    },
    retry(topic, id) {
      store.dispatch({ type: "queued", topic, id, now: environment.now() });
      transport.nudge();
      pump(topic);
    },
    discard(topic, id) {
      transport.forget(id);
      store.dispatch({ type: "removed", topic, id });
      pump(topic);
    },
    typing(topic, on) {
      const last = typedAt.get(topic) ?? 0;
      const now = environment.now();
      if (on ? now - last < TYPING_EVERY_MS : last === 0) return;
      if (on) typedAt.set(topic, now);
      else typedAt.delete(topic);
      transport.hint({ t: "typing", topic, on });
    },
    open,
    close(topic) {
      store.dispatch({ type: "dropped", topic });
      marked.delete(topic);
      if (transport.link.status === "live") void transport.command({ t: "topic.close", topic }).catch(() => undefined); // gone either way
    },
    command: (frame) => transport.command(frame),
  };
}
