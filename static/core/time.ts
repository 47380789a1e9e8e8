/**
 * Times for people: clock times, days between messages, waiting ranges, running timers. Pure; the device's
 * time zone is used unless a test names one.
 */

import { type Language, LOCALES } from "./texts.ts";

const DAY_MS = 86_400_000;

/** "21.04" or "21:04", as the language writes it. */
export function clockTime(at: number, language: Language, timeZone?: string): string {
  return new Intl.DateTimeFormat(LOCALES[language], { hour: "2-digit", minute: "2-digit", timeZone }).format(at);
}

/** Local calendar day as a sortable name, "2026-11-24". */
export function dayOf(at: number, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-CA", { year: "numeric", month: "2-digit", day: "2-digit", timeZone }).format(at);
}

export type DayLabel = { kind: "today" } | { kind: "yesterday" } | { kind: "date"; date: string };

/** How the separator above a day is worded. */
export function dayLabel(at: number, now: number, language: Language, timeZone?: string): DayLabel {
  const day = dayOf(at, timeZone);
  if (day === dayOf(now, timeZone)) return { kind: "today" };
  if (day === dayOf(now - DAY_MS, timeZone)) return { kind: "yesterday" };
  const options = { weekday: "long", day: "numeric", month: "long", timeZone } as const;
  return { kind: "date", date: new Intl.DateTimeFormat(LOCALES[language], options).format(at) };
}

/**
 * A wait in whole minutes that never sounds shorter than it may be: both ends rounded up, and a range of
 * less than a minute is "at most one".
 */
export function waitMinutes(range_s: readonly [number, number]): { low: number; high: number } {
  const low = Math.ceil(Math.max(0, range_s[0]) / 60);
  const high = Math.max(1, low, Math.ceil(range_s[1] / 60));
  return { low: Math.min(low, high), high };
}

/** "00:41" of a duration in milliseconds, "1:02:03" from an hour on; a negative one counts as zero. */
export function timer(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const two = (n: number): string => String(n).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  return hours ? `${hours}:${rest}` : rest;
}

/** Machine-readable form for `<time datetime>`. */
export function isoTime(at: number): string {
  return new Date(at).toISOString();
}
