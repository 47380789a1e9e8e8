/**
 * What only the desk knows: the cases, who is on duty, the queue, and which case is open on the screen. Pure.
 * The logs of a case are the session's (core/logs.ts); order and times of the wall are in wall.ts.
 */

import type { CaseCard, Desk, Queue, ServerFrame } from "../core/frames.ts";

export interface DeskState {
  cases: ReadonlyMap<string, CaseCard>;
  /** Held from before the last `welcome` and not sent again since: dropped at the next `pong`. */
  unconfirmed: ReadonlySet<string>;
  desk: Desk | undefined;
  queue: Queue | undefined;
  /** ms, this machine's clock; the last frame of any kind. */
  heardAt: number;
  /** Conversation of the case on the screen. */
  open: string | undefined;
  /** A word to the professional that stays until it is dismissed. */
  message: DeskMessage | undefined;
}

export type DeskMessage =
  | { kind: "conflict"; topic: string; owner: string }
  | { kind: "lease_lost"; topic: string }
  | { kind: "refused"; topic: string; code: string };

export type DeskAction =
  | { type: "frame"; frame: ServerFrame; now: number }
  | { type: "open"; topic: string }
  | { type: "close" }
  | { type: "message"; message: DeskMessage | undefined };

export const EMPTY_DESK: DeskState = {
  cases: new Map(),
  unconfirmed: new Set(),
  desk: undefined,
  queue: undefined,
  heardAt: 0,
  open: undefined,
  message: undefined,
};

export function reduceDesk(state: DeskState, action: DeskAction): DeskState {
  switch (action.type) {
    case "frame":
      return { ...takeFrame(state, action.frame), heardAt: action.now };
    case "open":
      return { ...state, open: action.topic, message: undefined };
    case "close":
      return { ...state, open: undefined };
    case "message":
      return { ...state, message: action.message };
  }
}

function takeFrame(state: DeskState, frame: ServerFrame): DeskState {
  switch (frame.t) {
    case "welcome":
      // Every case that still stands is sent again after this; what stays silent was closed meanwhile.
      return { ...state, unconfirmed: new Set(state.cases.keys()) };
    case "case": {
      const cases = new Map(state.cases).set(frame.topic, frame);
      if (!state.unconfirmed.has(frame.topic)) return { ...state, cases };
      const unconfirmed = new Set(state.unconfirmed);
      unconfirmed.delete(frame.topic);
      return { ...state, cases, unconfirmed };
    }
    case "pong": {
      if (state.unconfirmed.size === 0) return state;
      const isKept = ([topic, card]: [string, CaseCard]): boolean =>
        card.state === "resolved" || !state.unconfirmed.has(topic);
      return { ...state, cases: new Map([...state.cases].filter(isKept)), unconfirmed: new Set() };
    }
    case "desk":
      return { ...state, desk: frame };
    case "queue":
      return { ...state, queue: frame };
    case "notice":
      if (frame.kind !== "lease_lost") return state;
      return { ...state, message: { kind: "lease_lost", topic: frame.topic ?? "" } };
    default:
      return state;
  }
}

/** What this professional may do with a case as it stands. */
export type CaseAct = "claim" | "whisper" | "join" | "take_over" | "release" | "resolve" | "reopen";

/** (state of the case, depth of its owner) -> acts; mirrors domain/escalation.py, which decides. */
export function actsOn(card: CaseCard, me: string, mayReopen: boolean): readonly CaseAct[] {
  if (card.state === "open") return ["claim"];
  if (card.state === "resolved") return mayReopen ? ["reopen"] : [];
  if (card.owner !== me) return [];
  switch (card.depth) {
    case "leading":
      return ["release", "resolve"];
    case "joined":
      return ["whisper", "take_over", "release", "resolve"];
    default:
      return ["whisper", "join", "take_over", "release", "resolve"];
  }
}

/** Whether this professional may write to the seeker. */
export function mayWrite(card: CaseCard | undefined, me: string): boolean {
  return card?.state === "claimed" && card.owner === me && (card.depth === "joined" || card.depth === "leading");
}

/** The log of a case beside its conversation. */
export function besides(topic: string, log: "whisper" | "notes"): string {
  return topic.replace(/^conv:/, `${log}:`);
}

export interface WallCounts {
  unclaimed: number;
  running: number;
}

/** How many cases wait for somebody, and how many somebody has. */
export function countCases(cases: Iterable<CaseCard>): WallCounts {
  let unclaimed = 0;
  let running = 0;
  for (const { state } of cases) {
    if (state === "open") unclaimed++;
    else if (state === "claimed") running++;
  }
  return { unclaimed, running };
}
