/**
 * The golden frames that the server's tests hold its structs to: what TypeScript calls a field is what is on the wire.
 * The compiler refuses a field that `frames.ts` does not have; the test refuses one that is on the wire and not here.
 */
import assert from "node:assert/strict";
import { test } from "node:test";

import golden from "../../tests/contract/frames.json";
import type { ClientFrame, ServerFrame } from "./frames.ts";

type Fields<Frame extends { t: string }> = {
  [T in Frame["t"]]: readonly (keyof Extract<Frame, { t: T }> & string)[];
};

const SERVER: Fields<ServerFrame> = {
  "welcome": ["t", "you", "now", "limits", "topics", "token"],
  "pong": ["t", "now", "seqs"],
  "queue": ["t", "open", "range_s", "waiting", "longest_s"],
  "offer": ["t", "offer", "expires_at", "summary"],
  "offer.gone": ["t", "offer", "reason"],
  "opened": ["t", "topic", "seq", "epoch", "state", "people", "reset", "fence", "language", "topics"],
  "event": ["t", "topic", "seq", "at", "entry"],
  "state": ["t", "topic", "state", "people", "fence"],
  "ok": ["t", "id", "topic", "seq", "at", "offer"],
  "typing": ["t", "topic", "by", "on"],
  "read": ["t", "topic", "by", "seq"],
  "presence": ["t", "topic", "by", "role", "here"],
  "notice": ["t", "kind", "topic", "facts"],
  "case": ["t", "topic", "state", "level", "word", "category", "causes", "opened_at", "raised_at", "answer_by", "deadline_at", "step", "depth", "conversation", "language", "topics", "pool", "owner", "owner_name", "supporter", "quote", "quote_seq", "spans", "outcome", "resolved_at", "claimed_at"],
  "desk": ["t", "professionals", "supporters", "chats", "on_duty"],
  "shift": ["t", "places", "free", "auto_accept", "reason"],
  "error": ["t", "code", "message", "id", "retry", "retry_ms", "owner"],
};

const CLIENT: Fields<ClientFrame> = {
  "hello": ["t", "programme", "token", "role", "topics"],
  "ping": ["t"],
  "seek.join": ["t", "id", "language", "topics", "age_band", "safe_now", "distress"],
  "seek.cancel": ["t", "id"],
  "availability.set": ["t", "id", "places", "auto_accept"],
  "offer.accept": ["t", "id", "offer"],
  "offer.decline": ["t", "id", "offer"],
  "topic.open": ["t", "id", "topic", "since", "epoch"],
  "topic.close": ["t", "id", "topic"],
  "message.send": ["t", "id", "topic", "text"],
  "typing": ["t", "topic", "on"],
  "read": ["t", "id", "topic", "seq"],
  "help.now": ["t", "id", "topic", "reason"],
  "report": ["t", "id", "topic", "seq", "reason"],
  "conversation.end": ["t", "id", "topic"],
  "conversation.erase": ["t", "id", "topic"],
  "case.claim": ["t", "id", "topic"],
  "case.watch": ["t", "id", "topic"],
  "case.whisper": ["t", "id", "topic", "text"],
  "case.join": ["t", "id", "topic"],
  "case.take_over": ["t", "id", "topic"],
  "case.release": ["t", "id", "topic"],
  "case.resolve": ["t", "id", "topic", "outcome", "note", "ends"],
  "case.reopen": ["t", "id", "topic"],
  "case.note": ["t", "id", "topic", "text"],
};

for (const [side, known, frames] of [
  ["server", SERVER, golden.server],
  ["client", CLIENT, golden.client],
] as const) {
  test(`every golden frame of the ${side} is typed, field by field`, () => {
    const onTheWire = Object.fromEntries(Object.entries(frames).map(([t, frame]) => [t, Object.keys(frame).sort()]));
    const typed = Object.fromEntries(Object.entries(known).map(([t, fields]) => [t, [...fields].sort()]));
    assert.deepEqual(typed, onTheWire);
  });
}
