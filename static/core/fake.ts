/** A world without time, chance or network for tests: timers run when the test says so, sockets are held by it. */

import type { Environment, SocketEvents } from "./environment.ts";
import type { ServerFrame } from "./frames.ts";

/** One dialled socket, from the server's side. */
export interface FakeSocket {
  url: string;
  sent: Record<string, unknown>[];
  isClosed: boolean;
  accept(): void;
  says(frame: ServerFrame): void;
  closes(code: number): void;
}

export interface FakeWorld extends Environment {
  sockets: FakeSocket[];
  /** The newest socket. */
  socket(): FakeSocket;
  /** Let time pass; timers that are due run in order. */
  pass(ms: number): Promise<void>;
  wake(): void;
  chance: number;
}

export function fakeWorld(): FakeWorld {
  let now = 1_800_000_000_000;
  let made = 0;
  let timers: { at: number; act: () => void }[] = [];
  let wakes: (() => void)[] = [];
  const world: FakeWorld = {
    sockets: [],
    chance: 0.5,
    now: () => now,
    random: () => world.chance,
    newId: () => `id-${++made}`,
    after(ms, act) {
      const timer = { at: now + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    openSocket(url, events) {
      const socket = newSocket(url, events);
      world.sockets.push(socket);
      return {
        send: (text) => socket.sent.push(JSON.parse(text) as Record<string, unknown>),
        close: () => {
          socket.isClosed = true;
        },
      };
    },
    onWake(act) {
      wakes.push(act);
      return () => {
        wakes = wakes.filter((one) => one !== act);
      };
    },
    socket() {
      const last = world.sockets[world.sockets.length - 1];
      if (!last) throw new Error("nothing was dialled");
      return last;
    },
    async pass(ms) {
      const end = now + ms;
      for (;;) {
        await settled();
        const due = timers.filter((one) => one.at <= end).sort((a, b) => a.at - b.at)[0];
        if (!due) break;
        timers = timers.filter((one) => one !== due);
        now = Math.max(now, due.at);
        due.act();
      }
      now = end;
      await settled();
    },
    wake() {
      for (const act of [...wakes]) act();
    },
  };
  return world;
}

function newSocket(url: string, events: SocketEvents): FakeSocket {
  const socket: FakeSocket = {
    url,
    sent: [],
    isClosed: false,
    accept: () => events.opened(),
    says: (frame) => events.message(JSON.stringify(frame)),
    closes: (code) => events.closed(code),
  };
  return socket;
}

/** Let promises that are settled run their followers. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 10; i++) await Promise.resolve();
}

export const WELCOME: ServerFrame = {
  t: "welcome",
  you: { id: "s1", role: "seeker", programme: "demo" },
  now: 1_800_000_000_000,
  limits: { text: 4_000, frame_bytes: 65_536, ping_s: 25, topics: 64 },
};
