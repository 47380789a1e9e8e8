/**
 * What core/ needs of the world: time, chance, sockets, and the moments at which trying again makes sense.
 * Tests pass a fake; `browserEnvironment` is the only place in core/ that touches browser globals.
 */

export interface Socket {
  send(text: string): void;
  close(code?: number): void;
}

/** What a socket tells; `closed` comes exactly once, also when the connection could never be made. */
export interface SocketEvents {
  opened(): void;
  message(text: string): void;
  closed(code: number): void;
}

export type OpenSocket = (url: string, events: SocketEvents) => Socket;

export interface Environment {
  now(): number;
  /** [0, 1) */
  random(): number;
  newId(): string;
  after(ms: number, act: () => void): () => void;
  openSocket: OpenSocket;
  /** Calls `act` when the network comes back or the page becomes visible; returns the end of it. */
  onWake(act: () => void): () => void;
}

export const SUBPROTOCOL = "chat.v1";

/** A WebSocket as a `Socket`. */
export const openWebSocket: OpenSocket = (url, events) => {
  const socket = new WebSocket(url, SUBPROTOCOL);
  socket.onopen = () => events.opened();
  socket.onmessage = (event) => events.message(String(event.data));
  socket.onclose = (event) => events.closed(event.code);
  return socket;
};

/** 128 bits of chance in hexadecimal. `randomUUID` is too new for the seekers' browsers (ux.md, section 11). */
export function randomId(): string {
  let id = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) id += byte.toString(16).padStart(2, "0");
  return id;
}

export const browserEnvironment: Environment = {
  now: () => Date.now(),
  random: () => Math.random(),
  newId: randomId,
  after(ms, act) {
    const timer = setTimeout(act, ms);
    return () => clearTimeout(timer);
  },
  openSocket: openWebSocket,
  onWake(act) {
    const whenVisible = (): void => {
      if (!document.hidden) act();
    };
    addEventListener("online", act);
    document.addEventListener("visibilitychange", whenVisible);
    return () => {
      removeEventListener("online", act);
      document.removeEventListener("visibilitychange", whenVisible);
    };
  },
};

/** Address of the socket of the server at `origin` (a page's `location.origin` or the address of embed.js). */
export function socketUrl(origin: string): string {
  return origin.replace(/^http/, "ws").replace(/\/$/, "") + "/ws";
}
