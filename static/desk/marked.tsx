/** A text with its evidence marked. Needs: the text, spans in code points. */

import type { VNode } from "preact";

import { cutMarks, type EvidenceSpan } from "./spans.ts";

export function Marked({ text, spans }: { text: string; spans: readonly EvidenceSpan[] }): VNode {
  return (
    <>
      {cutMarks(text, spans).map((piece, index) => (piece.isMark ? <mark key={index}>{piece.text}</mark> : piece.text))}
    </>
  );
}
