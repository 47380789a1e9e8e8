/**
 * The risk wall: which column a case stands in, in what order, and how its time to answer stands.
 *
 * Pure: `now` is passed in. The wall never moves a card under somebody's pointer or focus; `holdWall` keeps
 * the places and says how many cards would move.
 */

import type { CaseCard } from "../core/frames.ts";

/** What the wall has to know of a case to place it. */
export type WallCase = Pick<CaseCard, "topic" | "state" | "level" | "depth" | "opened_at" | "answer_by">;

export type Column = "unclaimed" | "watched" | "helped";
export type SlaState = "enough" | "nearly" | "over";
export type LevelName = "pantau" | "tinggi" | "segera";

export const COLUMNS: readonly Column[] = ["unclaimed", "watched", "helped"];
export const NEARLY_SHARE = 0.75; // share of the answer time that is gone; ux.md 2.3
export const STALE_MS = 10_000; // without a heartbeat the wall must not look live; ux.md 2.3
export const REOPEN_MS = 86_400_000; // a resolved case can be reopened for a day

/** Topics by column, top first. */
export type Wall = Readonly<Record<Column, readonly string[]>>;

export interface HeldWall {
  readonly wall: Wall;
  /** How many cards stand somewhere else than they would after sorting. */
  readonly changes: number;
}

export interface Sla {
  readonly state: SlaState;
  /** Milliseconds since the clock started, never negative. */
  readonly elapsedMs: number;
  /** Milliseconds that were given. */
  readonly limitMs: number;
  /** Milliseconds beyond the limit, 0 while within it. */
  readonly overMs: number;
}

export const EMPTY_WALL: Wall = { unclaimed: [], watched: [], helped: [] };

/** Return the column of a case, or undefined for a resolved one. */
export function columnOf(card: Pick<WallCase, "state" | "depth">): Column | undefined {
  if (card.state === "open") return "unclaimed";
  if (card.state !== "claimed") return undefined;
  return card.depth === "joined" || card.depth === "leading" ? "helped" : "watched";
}

/** Return the name of a level for shape, word and colour; anything unknown counts as the most urgent. */
export function levelName(level: number): LevelName {
  if (level <= 2) return "pantau";
  return level === 3 ? "tinggi" : "segera";
}

/** Order two cases: level first, then time left, then by name so that the order never flickers. */
export function compareCases(a: WallCase, b: WallCase): number {
  return b.level - a.level || a.answer_by - b.answer_by || (a.topic < b.topic ? -1 : a.topic > b.topic ? 1 : 0);
}

/** Return every open or claimed case in its column, sorted. */
export function sortWall(cases: Iterable<WallCase>): Wall {
  const sorted = [...cases].sort(compareCases);
  const pick = (column: Column): string[] =>
    sorted.filter((card) => columnOf(card) === column).map((card) => card.topic);
  return { unclaimed: pick("unclaimed"), watched: pick("watched"), helped: pick("helped") };
}

/**
 * Return the wall with every card left where it was; new ones come last in their column.
 *
 * A card that was claimed or resolved meanwhile keeps its place too (it says so itself), because taking it
 * away would push another one under the pointer.
 */
export function holdWall(shown: Wall, cases: ReadonlyMap<string, WallCase>): HeldWall {
  const fresh = sortWall(cases.values());
  const known = new Set(COLUMNS.flatMap((column) => shown[column]));
  const keep = (column: Column): string[] => [
    ...shown[column].filter((topic) => cases.has(topic)),
    ...fresh[column].filter((topic) => !known.has(topic)),
  ];
  const wall: Wall = { unclaimed: keep("unclaimed"), watched: keep("watched"), helped: keep("helped") };
  return { wall, changes: countMoves(wall, fresh) };
}

/** Count the cards that sorting would move: those in another column, gone, or out of order. */
export function countMoves(shown: Wall, fresh: Wall): number {
  let moves = 0;
  for (const column of COLUMNS) {
    const place = new Map(fresh[column].map((topic, index) => [topic, index]));
    const places = shown[column].map((topic) => place.get(topic)).filter((index) => index !== undefined);
    moves += shown[column].length - longestRise(places);
  }
  return moves;
}

/**
 * Return how the time to answer of an unclaimed case stands, counted from its opening. A case that was raised or
 * given back has a new `answer_by` and an old opening, so it shows as nearly over sooner, never later.
 */
export function readSla(card: Pick<WallCase, "opened_at" | "answer_by">, now: number): Sla {
  const limitMs = Math.max(1, card.answer_by - card.opened_at);
  const elapsedMs = Math.max(0, now - card.opened_at);
  const overMs = Math.max(0, now - card.answer_by);
  const state = overMs > 0 ? "over" : elapsedMs >= NEARLY_SHARE * limitMs ? "nearly" : "enough";
  return { state, elapsedMs, limitMs, overMs };
}

/** Whether the wall is too old to be shown as live; `heardAt` is the last sign of the server. */
export function isStale(heardAt: number, now: number): boolean {
  return now - heardAt > STALE_MS;
}

/** Whether a resolved case may still be opened again. */
export function mayReopen(card: Pick<CaseCard, "state" | "resolved_at">, now: number): boolean {
  return card.state === "resolved" && now - (card.resolved_at ?? 0) <= REOPEN_MS;
}

/** Length of the longest rising run through `places`, not necessarily side by side. */
function longestRise(places: readonly number[]): number {
  const tails: number[] = [];
  for (const place of places) {
    const slot = tails.findIndex((tail) => tail >= place);
    if (slot === -1) tails.push(place);
    else tails[slot] = place;
  }
  return tails.length;
}
