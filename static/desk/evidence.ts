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

/** Steps that get a marker between the messages; joining and taking over stand in the conversation itself. */
const MARKED_EVENTS: readonly string[] = ["opened", "raised", "claim", "release", "lapse", "resolve", "reopen"];

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

/**
 * Return the transcript with the steps of the case between its messages, by time. A step keeps its kind `case` and
 * gets the negative of its seq, so that it is never taken for an entry of the conversation.
 */
export function mergeMarkers(entries: readonly Entry[], notes: readonly Entry[]): readonly Entry[] {
  const steps = notes.filter((note) => note.kind === "case" && MARKED_EVENTS.includes(note.facts.event ?? ""));
  const merged: Entry[] = [];
  let at = 0;
  for (const entry of entries) {
    for (let step = steps[at]; step !== undefined && step.at < entry.at; step = steps[++at]) {
      merged.push({ ...step, seq: -step.seq });
    }
    merged.push(entry);
  }
  return [...merged, ...steps.slice(at).map((step) => ({ ...step, seq: -step.seq }))];
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
