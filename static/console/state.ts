/**
 * What only the supporter's console knows: the shift, the offer, the chats and what became of a call for a
 * professional. Pure. The logs of the chats are the session's (core/logs.ts).
 */

import type { HelpLine, Offer, OfferGone, Queue, ServerFrame, Shift } from "../core/frames.ts";

export const DEFAULT_PLACES = 2; // chats at once; ux.md 2.2
export const MAX_PLACES = 5; // the server gives no more

/** How far a call for a professional has come; `sending` until the server has it. */
export type Call =
  | { step: "sending" }
  | { step: "unsent"; code: string }
  | { step: "sent"; onDuty: number }
  | { step: "nobody"; lines: readonly HelpLine[] }
  | { step: "claimed"; name: string; depth: string }
  | { step: "released" };

/** Why an offer is no longer there, where the supporter did not decide it. */
export type Lapsed = Exclude<OfferGone["reason"], "accepted" | "declined">;

export interface ConsoleState {
  shift: Shift | undefined;
  /** The supporter asked for a break: no places, but the shift is not over. */
  isOnBreak: boolean;
  queue: Queue | undefined;
  offer: Offer | undefined;
  /** Accept or decline is under way. */
  isAnswering: boolean;
  lapsed: Lapsed | undefined;
  /** Conversations in the order in which they came. */
  chats: readonly string[];
  shown: string | undefined;
  calls: Readonly<Record<string, Call>>;
  /** Conversation -> since when (ms, this machine) its seeker is not connected. */
  seekerGoneAt: Readonly<Record<string, number>>;
  /** Conversation -> the professional who leads it now. */
  handedTo: Readonly<Record<string, string>>;
  /** Conversation -> last seq that was on the screen. */
  seen: Readonly<Record<string, number>>;
  /** What is being written in each chat. */
  drafts: Readonly<Record<string, string>>;
  /** A case waits without anybody; mentors hear of it. */
  isLeadNeeded: boolean;
  /** Code of the last refusal that nobody has read yet. */
  problem: string | undefined;
}

export type ConsoleAction =
  | { type: "frame"; frame: ServerFrame; now: number }
  | { type: "break"; on: boolean }
  | { type: "answering"; on: boolean }
  | { type: "dismiss_lapsed" }
  | { type: "dismiss_lead" }
  | { type: "show"; topic: string | undefined }
  | { type: "leave"; topic: string }
  | { type: "calling"; topic: string }
  | { type: "call_failed"; topic: string; code: string }
  | { type: "seen"; topic: string; seq: number }
  | { type: "draft"; topic: string; text: string }
  | { type: "lapsed"; lapsed: Lapsed }
  | { type: "problem"; code: string | undefined };

export const EMPTY_CONSOLE: ConsoleState = {
  shift: undefined,
  isOnBreak: false,
  queue: undefined,
  offer: undefined,
  isAnswering: false,
  lapsed: undefined,
  chats: [],
  shown: undefined,
  calls: {},
  seekerGoneAt: {},
  handedTo: {},
  seen: {},
  drafts: {},
  isLeadNeeded: false,
  problem: undefined,
};

export function reduceConsole(state: ConsoleState, action: ConsoleAction): ConsoleState {
  switch (action.type) {
    case "frame":
      return takeFrame(state, action.frame, action.now);
    case "break":
      return { ...state, isOnBreak: action.on };
    case "answering":
      return { ...state, isAnswering: action.on };
    case "dismiss_lapsed":
      return { ...state, lapsed: undefined };
    case "dismiss_lead":
      return { ...state, isLeadNeeded: false };
    case "show":
      return { ...state, shown: action.topic };
    case "leave": {
      const chats = state.chats.filter((topic) => topic !== action.topic);
      return { ...state, chats, shown: state.shown === action.topic ? chats[chats.length - 1] : state.shown };
    }
    case "calling":
      // Somebody who has it already stays named: a second call raises the same case.
      if (state.calls[action.topic]?.step === "claimed") return state;
      return withCall(state, action.topic, { step: "sending" });
    case "call_failed":
      if (state.calls[action.topic]?.step !== "sending") return state;
      return withCall(state, action.topic, { step: "unsent", code: action.code });
    case "seen":
      if ((state.seen[action.topic] ?? 0) >= action.seq) return state;
      return { ...state, seen: { ...state.seen, [action.topic]: action.seq } };
    case "draft":
      return { ...state, drafts: { ...state.drafts, [action.topic]: action.text } };
    case "lapsed":
      return { ...state, offer: undefined, isAnswering: false, lapsed: action.lapsed };
    case "problem":
      return { ...state, problem: action.code };
  }
}

function takeFrame(state: ConsoleState, frame: ServerFrame, now: number): ConsoleState {
  switch (frame.t) {
    case "welcome": {
      // An offer belongs to the link on which it came; if it still stands it is sent again.
      const mine = (frame.topics ?? []).filter((one) => isConversation(one.topic) && one.state !== "ended");
      const chats = mine.reduce<readonly string[]>((all, one) => withChat(all, one.topic), state.chats);
      return { ...state, offer: undefined, isAnswering: false, chats, shown: state.shown ?? chats[0] };
    }
    case "shift":
      return {
        ...state,
        shift: frame,
        isOnBreak: frame.places > 0 ? false : state.isOnBreak || frame.reason === "missed_offers",
      };
    case "queue":
      return { ...state, queue: frame };
    case "offer":
      return { ...state, offer: frame, isAnswering: false, lapsed: undefined };
    case "offer.gone": {
      if (state.offer?.offer !== frame.offer) return state;
      const isMine = frame.reason === "accepted" || frame.reason === "declined";
      return { ...state, offer: undefined, isAnswering: false, lapsed: isMine ? undefined : (frame.reason as Lapsed) };
    }
    case "opened": {
      if (!isConversation(frame.topic)) return state;
      const seeker = frame.people.find((one) => one.role === "seeker");
      const isNew = !state.chats.includes(frame.topic);
      const next = {
        ...state,
        chats: withChat(state.chats, frame.topic),
        // Never away from under somebody's writing: an accepted chat is shown by who accepted it (acts.ts).
        shown: state.shown ?? frame.topic,
        offer: isNew ? undefined : state.offer,
        isAnswering: isNew ? false : state.isAnswering,
      };
      return seeker ? withSeeker(next, frame.topic, seeker.here, now) : next;
    }
    case "state": {
      const seeker = frame.people?.find((one) => one.role === "seeker");
      return seeker ? withSeeker(state, frame.topic, seeker.here, now) : state;
    }
    case "presence":
      return frame.role === "seeker" ? withSeeker(state, frame.topic, frame.here, now) : state;
    case "notice": {
      const topic = frame.topic ?? "";
      const facts = frame.facts ?? {};
      switch (frame.kind) {
        case "help_sent": {
          if (facts.owner_name) {
            return withCall(state, topic, { step: "claimed", name: facts.owner_name, depth: "watching" });
          }
          if (facts.on_duty) return withCall(state, topic, { step: "sent", onDuty: facts.on_duty });
          // Nobody is there: the protocol, whichever of the two notices comes first.
          const before = state.calls[topic];
          return withCall(state, topic, before?.step === "nobody" ? before : { step: "nobody", lines: [] });
        }
        case "nobody_on_duty":
          return withCall(state, topic, { step: "nobody", lines: facts.lines ?? [] });
        case "case_claimed":
          return withCall(state, topic, {
            step: "claimed",
            name: facts.name ?? "",
            depth: facts.depth ?? "watching",
          });
        case "case_released":
          return withCall(state, topic, { step: "released" });
        case "handed_over":
          return { ...state, handedTo: { ...state.handedTo, [topic]: facts.name ?? "" } };
        case "lead_needed":
          return { ...state, isLeadNeeded: true };
        default:
          return state;
      }
    }
    default:
      return state;
  }
}

export type ShiftStatus = "off" | "ready" | "busy" | "break" | "ending";

/** Where the shift stands; `openChats` are those that the supporter still holds. */
export function shiftStatus(state: ConsoleState, openChats: number): ShiftStatus {
  if (state.shift !== undefined && state.shift.places > 0) return state.shift.free > 0 ? "ready" : "busy";
  if (state.isOnBreak) return "break";
  return openChats > 0 ? "ending" : "off";
}

/** Whole seconds until the offer goes on, never below 0; `now` in the server's time. */
export function secondsLeft(offer: Offer, now: number): number {
  return Math.max(0, Math.ceil((offer.expires_at - now) / 1000));
}

function isConversation(topic: string): boolean {
  return topic.startsWith("conv:");
}

function withChat(chats: readonly string[], topic: string): readonly string[] {
  return chats.includes(topic) ? chats : [...chats, topic];
}

function withCall(state: ConsoleState, topic: string, call: Call): ConsoleState {
  return { ...state, calls: { ...state.calls, [topic]: call } };
}

function withSeeker(state: ConsoleState, topic: string, isHere: boolean, now: number): ConsoleState {
  const { [topic]: before, ...others } = state.seekerGoneAt;
  if (isHere) return before === undefined ? state : { ...state, seekerGoneAt: others };
  return before === undefined ? { ...state, seekerGoneAt: { ...others, [topic]: now } } : state;
}
