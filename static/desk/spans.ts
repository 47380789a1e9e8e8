/**
 * Evidence marks: cut a text into marked and unmarked pieces.
 *
 * Pure. The server counts code points, JavaScript counts UTF-16 units: an emoji before the evidence would
 * shift every mark by one, so the text is cut by code points here and nowhere else.
 */

/** A piece of evidence `[start, end)` in code points; a verdict's span carries more after the two numbers. */
export type EvidenceSpan = readonly [start: number, end: number, ...rest: unknown[]];

export interface Piece {
  readonly text: string;
  readonly isMark: boolean;
}

/**
 * Return `text` as pieces, in order and without loss: joined together they are `text` again.
 * Spans may overlap, touch, come in any order or reach beyond the text.
 */
export function cutMarks(text: string, spans: readonly EvidenceSpan[]): readonly Piece[] {
  if (text === "") return [];
  const points = Array.from(text);
  const pieces: Piece[] = [];
  let at = 0;
  for (const [start, end] of mergeSpans(spans, points.length)) {
    if (start > at) pieces.push({ text: points.slice(at, start).join(""), isMark: false });
    pieces.push({ text: points.slice(start, end).join(""), isMark: true });
    at = end;
  }
  if (at < points.length) pieces.push({ text: points.slice(at).join(""), isMark: false });
  return pieces;
}

/** Return the spans in order, joined where they meet, cut to `[0, length)`, without empty ones. */
export function mergeSpans(spans: readonly EvidenceSpan[], length: number): readonly (readonly [number, number])[] {
  const merged: [number, number][] = [];
  const inside = spans
    .map(([start, end]): [number, number] => [Math.max(0, start), Math.min(length, end)])
    .filter(([start, end]) => start < end)
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  for (const [start, end] of inside) {
    const last = merged[merged.length - 1];
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}
