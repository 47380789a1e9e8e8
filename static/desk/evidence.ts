/**
 * What the notes of a case say about its transcript: which words were evidence, and at which message the case
 * was flagged, claimed, joined. Pure.
 */

import type { Entry } from "../core/logs.ts";
import type { EvidenceSpan } from "./spans.ts";

export interface Evidence {
  spans: readonly EvidenceSpan[];
  level: number;
  category: string;
  version: string;
}

/** Events of the case that get a marker between the messages. */
const MARKED_EVENTS: readonly string[] = ["open", "raise", "claim", "release", "lapse", "resolve", "reopen"];

export interface Marker {
  seq: number; // in the notes log; a key
  event: string;
  name: string;
  at: number;
}

/** Return the evidence by the seq of its message in the conversation; a later verdict adds to an earlier one. */
export function readEvidence(notes: readonly Entry[]): ReadonlyMap<number, Evidence> {
  const found = new Map<number, Evidence>();
  for (const { kind, facts } of notes) {
    if (kind !== "verdict" || !facts.seq) continue;
    const before = found.get(facts.seq);
    const isHigher = (facts.level ?? 0) >= (before?.level ?? 0);
    found.set(facts.seq, {
      spans: [...(before?.spans ?? []), ...(facts.spans ?? [])],
      level: Math.max(before?.level ?? 0, facts.level ?? 0),
      category: isHigher ? (facts.category ?? "none") : (before?.category ?? "none"),
      version: facts.version ?? before?.version ?? "",
    });
  }
  return found;
}

/** Return the markers that stand before the entry at the same index of `entries`; one more place for the end. */
export function placeMarkers(entries: readonly Entry[], notes: readonly Entry[]): readonly (readonly Marker[])[] {
  const places: Marker[][] = Array.from({ length: entries.length + 1 }, () => []);
  let place = 0;
  for (const { kind, seq, at, name, facts } of notes) {
    const event = facts.event ?? "";
    if (kind !== "case" || !MARKED_EVENTS.includes(event)) continue;
    while (place < entries.length && (entries[place]?.at ?? 0) <= at) place++;
    places[place]?.push({ seq, event, name: facts.name ?? name, at });
  }
  return places;
}

/** Return the message with evidence after (or before) `from`, going round at the ends; undefined without any. */
export function nextEvidence(seqs: readonly number[], from: number | undefined, step: 1 | -1): number | undefined {
  const sorted = [...seqs].sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  if (from === undefined) return step === 1 ? sorted[0] : sorted[sorted.length - 1];
  return step === 1
    ? (sorted.find((seq) => seq > from) ?? sorted[0])
    : ([...sorted].reverse().find((seq) => seq < from) ?? sorted[sorted.length - 1]);
}
