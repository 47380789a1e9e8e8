/** The seeker's state beside the session: which screen, and what is known of the wait. Pure. */

import type { ErrorCode, Queue, ServerFrame } from "../core/frames.ts";

export type Screen = "notice" | "declined" | "about" | "chat" | "closed" | "away" | "closed_here" | "erased";
export type Sheet = "" | "help" | "readers";
/** A call of the seeker that the server has or has not. */
export type Call = "" | "under_way" | "done" | "failed";

export interface SeekerState {
  screen: Screen;
  sheet: Sheet;
  topic: string;
  draft: string;
  join: Call;
  /** When the wait began. */
  joinedAt: number;
  queue: Queue | undefined;
  /** "I'm not safe right now". */
  unsafe: Call;
  end: Call | "asking";
  erase: Call | "asking";
  /** The earlier chat can't be opened any more. */
  isExpired: boolean;
}

export type SeekerAction =
  | { type: "frame"; frame: ServerFrame; now: number }
  | { type: "screen"; screen: Screen }
  | { type: "sheet"; sheet: Sheet }
  | { type: "draft"; draft: string }
  | { type: "joining"; now: number }
  | { type: "joined"; topic: string }
  | { type: "join_refused"; code: ErrorCode }
  | { type: "unsafe"; call: Call }
  | { type: "end"; call: SeekerState["end"] }
  | { type: "expired" }
  | { type: "again" }
  | { type: "erase"; call: SeekerState["erase"] }
  | { type: "forgotten" }
  | { type: "gone"; isErased: boolean };

export const EMPTY: SeekerState = {
  screen: "notice",
  sheet: "",
  topic: "",
  draft: "",
  join: "",
  joinedAt: 0,
  queue: undefined,
  unsafe: "",
  end: "",
  erase: "",
  isExpired: false,
};

export function reduceSeeker(state: SeekerState, action: SeekerAction): SeekerState {
  switch (action.type) {
    case "frame":
      return takeFrame(state, action.frame, action.now);
    case "screen":
      return { ...state, screen: action.screen, sheet: "" };
    case "sheet":
      return { ...state, sheet: action.sheet };
    case "draft":
      return { ...state, draft: action.draft };
    case "joining":
      return { ...state, screen: "chat", join: "under_way", joinedAt: action.now, isExpired: false };
    case "joined":
      return { ...state, screen: "chat", join: "done", topic: action.topic };
    case "join_refused":
      return action.code === "closed"
        ? { ...state, screen: "closed", join: "", sheet: "" }
        : { ...state, join: "failed" };
    case "unsafe":
      return { ...state, unsafe: action.call };
    case "end":
      return { ...state, end: action.call };
    case "expired":
      return { ...EMPTY, draft: state.draft, sheet: state.sheet, isExpired: true };
    case "again":
      return { ...EMPTY, screen: "about" };
    case "erase":
      return { ...state, erase: action.call };
    case "forgotten":
      return EMPTY;
    case "gone":
      return { ...EMPTY, screen: action.isErased ? "erased" : "closed_here" };
  }
}

function takeFrame(state: SeekerState, frame: ServerFrame, now: number): SeekerState {
  if (frame.t === "queue") return { ...state, queue: frame };
  // An own open conversation that this tab did not know of (the answer to joining was lost with a reload).
  if (frame.t === "welcome" && !state.topic) {
    const own = frame.topics?.find((one) => one.topic.startsWith("conv:") && one.state !== "ended");
    return own ? { ...state, screen: "chat", join: "done", topic: own.topic, joinedAt: state.joinedAt || now } : state;
  }
  if (frame.t === "event" && frame.topic === state.topic && frame.entry.kind === "waiting") {
    return { ...state, joinedAt: frame.at };
  }
  return state;
}

const LONG_MS = 5 * 60_000; // ux.md, section 2.1: longer than usual is > 2× the median, or > 5 min

/** What the waiting room says. The middle of the range stands for the median. */
export function waitPhrase(queue: Queue | undefined, waitedMs: number): "range" | "unknown" | "long" {
  const range = queue?.range_s;
  const usual = range ? ((range[0] + range[1]) / 2) * 1000 : LONG_MS / 2;
  if (waitedMs > LONG_MS || (range && waitedMs > Math.max(2 * usual, range[1] * 1000))) return "long";
  return range && queue?.open ? "range" : "unknown";
}
