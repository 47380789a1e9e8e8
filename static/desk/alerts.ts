/**
 * What the desk says and sounds by itself: a new unclaimed *segera* once, its *lewat* once, three notes every
 * ten seconds until somebody claims it, at most six times. Pure; main.tsx speaks and plays.
 */

import type { CaseCard } from "../core/frames.ts";
import { levelName } from "./wall.ts";

const RING_EVERY_MS = 10_000; // ux.md 10
const RING_MAX = 6;

export interface Alert {
  kind: "new" | "over";
  topic: string;
}

interface Told {
  readonly isNewSaid: boolean;
  readonly isOverSaid: boolean;
  readonly rings: number;
  readonly rungAt: number;
}

/** What was said and sounded of each unclaimed case so far. */
export type AlertMemory = ReadonlyMap<string, Told>;

export interface Alerts {
  memory: AlertMemory;
  /** To be announced at once. */
  say: readonly Alert[];
  /** `alarm`: three notes for a *segera*; `request`: two soft ones for any other new case. */
  sound: "alarm" | "request" | undefined;
}

/** Return what is due now; a case that was claimed and came back is new again. */
export function planAlerts(memory: AlertMemory, cases: Iterable<CaseCard>, now: number): Alerts {
  const next = new Map<string, Told>();
  const say: Alert[] = [];
  let sound: Alerts["sound"];
  for (const card of cases) {
    if (card.state !== "open") continue;
    const isUrgent = levelName(card.level) === "segera";
    const key = `${card.topic} ${isUrgent ? "segera" : "other"}`;
    let told = memory.get(key) ?? { isNewSaid: false, isOverSaid: false, rings: 0, rungAt: 0 };
    if (!isUrgent) {
      if (told.rings === 0) {
        sound ??= "request";
        told = { ...told, rings: 1, rungAt: now };
      }
    } else {
      if (!told.isNewSaid) say.push({ kind: "new", topic: card.topic });
      const isOver = now > card.answer_by;
      if (isOver && !told.isOverSaid) say.push({ kind: "over", topic: card.topic });
      const isRinging = told.rings < RING_MAX && (told.rings === 0 || now - told.rungAt >= RING_EVERY_MS);
      if (isRinging) sound = "alarm";
      told = {
        isNewSaid: true,
        isOverSaid: told.isOverSaid || isOver,
        rings: told.rings + (isRinging ? 1 : 0),
        rungAt: isRinging ? now : told.rungAt,
      };
    }
    next.set(key, told);
  }
  return { memory: next, say, sound };
}
