/**
 * The link to the server: says hello, keeps the link alive, comes back after a loss, and repeats commands
 * until each has its one answer. It knows nothing of logs, texts or screens.
 *
 * A command keeps its id for ever: after a loss it is sent again with the same id, and the server does it once.
 */

import type { Environment, Socket } from "./environment.ts";
import {
  type ClientFrame,
  type Command,
  type ErrorFrame,
  type Hello,
  type Ok,
  parseFrame,
  type ServerFrame,
  type Typing,
} from "./frames.ts";

const PING_MS = 25_000; // seekers; consoles pass 10 s (PROTOCOL.md, ping)
const PONG_MS = 10_000; // without a sign of life for this long after a ping the link is dead (ux.md, section 3)
const GREET_MS = 15_000; // from dialling to `welcome`; a slow phone link needs about 4 s
const STEADY_MS = 10_000; // a link that lived this long starts the back-off anew
const BACK_OFF_MS = 1_000;
const BACK_OFF_MAX_MS = 30_000;
const MAX_TRIES = 3; // of a command that is refused with `retry: true`
const RETRY_MIN_MS = 250;

export const CLOSE_TOKEN_EXPIRED = 4001;

export type LinkStatus = "idle" | "connecting" | "live" | "reconnecting" | "closed";

export interface Link {
  status: LinkStatus;
  /** Close code of the last socket, 0 before the first close; tells why a link is `closed`. */
  code: number;
  /** Time of the last change of status. */
  since: number;
  /** Attempts since the link was last steady. */
  attempts: number;
}

export interface TransportOptions {
  url: string;
  environment: Environment;
  /** Asked at every connect, so that it can name the token and what is held by then. */
  hello(): Omit<Hello, "t">;
  /** Every frame of the server, in order; answers also settle their command. */
  onFrame(frame: ServerFrame): void;
  onLink(link: Link): void;
  pingMs?: number;
}

export interface Transport {
  start(): void;
  /** Hang up for good; unanswered commands are rejected with `link_closed`. */
  stop(): void;
  /** The person asked to try again, or the machine woke up: connect now, or prove that the link lives. */
  nudge(): void;
  /** Do `frame` once, however often the link breaks. Resolves with `ok`, rejects with the `ErrorFrame`. */
  command(frame: Command, id?: string): Promise<Ok>;
  /** Stop repeating this command; its promise is rejected with `link_closed`. */
  forget(id: string): void;
  /** Frames that may be lost. */
  hint(frame: Typing): void;
  readonly link: Link;
}

interface Waiting {
  frame: Command & { id: string };
  tries: number;
  isPaused: boolean; // refused with `retry: true`; sent again when its timer ends
  cancel: () => void;
  resolve(ok: Ok): void;
  reject(error: ErrorFrame): void;
}

/** Milliseconds until the next attempt: full jitter, random(0, min(30 s, 1 s × 2^attempts)). */
export function backOff(attempts: number, random: number): number {
  return Math.floor(random * Math.min(BACK_OFF_MAX_MS, BACK_OFF_MS * 2 ** attempts));
}

/** 4500-4999 mean "stay away", everything else "come back". */
export function comesBack(code: number): boolean {
  return code < 4500 || code > 4999;
}

export function createTransport(options: TransportOptions): Transport {
  const { environment } = options;
  const pingMs = options.pingMs ?? PING_MS;
  const waiting = new Map<string, Waiting>();
  let link: Link = { status: "idle", code: 0, since: environment.now(), attempts: 0 };
  let socket: Socket | undefined;
  let dial = 0; // number of the current socket; events of an older one are ignored
  let liveAt = 0;
  const nothing = (): void => undefined;
  let cancelDial = nothing; // the pending reconnect, or the time-out of the greeting
  let cancelPing = nothing;
  let cancelPong = nothing;
  let endWake = nothing;

  function set(change: Partial<Link>): void {
    const since = change.status && change.status !== link.status ? environment.now() : link.since;
    link = { ...link, since, ...change };
    options.onLink(link);
  }

  function write(frame: ClientFrame): void {
    socket?.send(JSON.stringify(frame, wellFormed));
  }

  function connect(): void {
    cancelDial();
    const mine = ++dial;
    set({ status: link.attempts === 0 && link.status !== "reconnecting" ? "connecting" : "reconnecting" });
    cancelDial = environment.after(GREET_MS, () => lose(mine, 0));
    socket = environment.openSocket(options.url, {
      opened() {
        if (mine === dial) write({ t: "hello", ...options.hello() });
      },
      message(text) {
        if (mine === dial) receive(text);
      },
      closed(code) {
        lose(mine, code);
      },
    });
  }

  /** The socket `mine` is gone or given up: come back later, or stay away when the code says so. */
  function lose(mine: number, code: number): void {
    if (mine !== dial || link.status === "closed") return;
    dropSocket();
    if (!comesBack(code)) {
      shut(code);
      return;
    }
    const wasSteady = link.status === "live" && environment.now() - liveAt >= STEADY_MS;
    const attempts = wasSteady ? 0 : link.attempts;
    set({ status: "reconnecting", code, attempts: attempts + 1 });
    cancelDial = environment.after(backOff(attempts, environment.random()), connect);
  }

  function dropSocket(): void {
    dial++;
    cancelDial();
    cancelPing();
    cancelPong();
    const old = socket;
    socket = undefined;
    old?.close();
  }

  function shut(code: number): void {
    endWake();
    set({ status: "closed", code });
    for (const id of [...waiting.keys()]) forget(id);
  }

  function receive(text: string): void {
    cancelPong(); // whatever arrives proves that the link lives, also while a long log is coming in
    const frame = parseFrame(text);
    if (!frame) return;
    if (frame.t === "welcome") {
      cancelDial();
      liveAt = environment.now();
      options.onFrame(frame); // before the resends, so that the state knows who it is
      set({ status: "live" });
      for (const one of waiting.values()) if (!one.isPaused) write(one.frame);
      schedulePing();
      return;
    }
    if (frame.t === "error" && !frame.id && frame.retry && link.status !== "live") {
      const mine = dial; // hello was refused for now
      environment.after(Math.max(RETRY_MIN_MS, frame.retry_ms ?? 0), () => {
        if (mine === dial) write({ t: "hello", ...options.hello() });
      });
    }
    if (frame.t === "ok" || (frame.t === "error" && frame.id)) {
      if (answer(frame)) return;
    }
    options.onFrame(frame);
  }

  /** Settle the command that this answers; true if it is going to be tried again. */
  function answer(frame: Ok | ErrorFrame): boolean {
    const one = waiting.get(frame.id ?? "");
    if (!one) return false;
    if (frame.t === "error" && frame.retry && one.tries < MAX_TRIES) {
      one.tries++;
      one.isPaused = true;
      const spread = 1 + environment.random() / 2;
      one.cancel = environment.after(Math.max(RETRY_MIN_MS, frame.retry_ms ?? 0) * spread, () => {
        one.isPaused = false;
        if (link.status === "live") write(one.frame);
      });
      return true;
    }
    waiting.delete(one.frame.id);
    if (frame.t === "ok") one.resolve(frame);
    else one.reject(frame);
    return false;
  }

  function schedulePing(): void {
    cancelPing();
    cancelPing = environment.after(pingMs, ping);
  }

  function ping(): void {
    const mine = dial;
    cancelPong();
    write({ t: "ping" });
    cancelPong = environment.after(PONG_MS, () => lose(mine, 0));
    schedulePing();
  }

  function forget(id: string): void {
    const one = waiting.get(id);
    if (!one) return;
    waiting.delete(id);
    one.cancel();
    one.reject({ t: "error", id, code: "link_closed", message: "" });
  }

  function nudge(): void {
    if (link.status === "live") ping();
    else if (link.status === "reconnecting" && !socket) connect();
  }

  return {
    start() {
      if (link.status !== "idle" && link.status !== "closed") return;
      endWake = environment.onWake(nudge);
      link = { ...link, attempts: 0 };
      connect();
    },
    stop() {
      dropSocket();
      shut(1000);
    },
    nudge,
    command(frame, id = environment.newId()) {
      return new Promise<Ok>((resolve, reject) => {
        const one: Waiting = {
          frame: { ...frame, id },
          tries: 1,
          isPaused: false,
          cancel: nothing,
          resolve,
          reject,
        };
        if (link.status === "closed") {
          reject({ t: "error", id, code: "link_closed", message: "" } satisfies ErrorFrame);
          return;
        }
        waiting.set(id, one);
        if (link.status === "live") write(one.frame);
      });
    },
    forget,
    hint(frame) {
      if (link.status === "live") write(frame);
    },
    get link() {
      return link;
    },
  };
}

/** Half an emoji (a lone surrogate, as a cut-off paste leaves it) is no text: the server refuses the whole frame. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === "string"
    ? value.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(^|[^\ud800-\udbff])[\udc00-\udfff]/g, "$1\ufffd")
    : value;
}
