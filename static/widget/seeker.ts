/** What a seeker can do, as acts on the session and on the seeker's state. No markup here. */

import { type Environment, socketUrl } from "../core/environment.ts";
import type { AgeBand, ErrorFrame } from "../core/frames.ts";
import type { Language } from "../core/texts.ts";
import { createSession, type Session } from "../core/session.ts";
import { createStore, type Store } from "../core/store.ts";
import { CLOSE_TOKEN_EXPIRED } from "../core/transport.ts";
import type { ChatOptions } from "./config.ts";
import { type Keeper, type Kept } from "./kept.ts";
import { EMPTY, reduceSeeker, type SeekerAction, type SeekerState } from "./state.ts";

const CLOSE_NOT_SIGNED_IN = 4501;

export interface JoinAnswers {
  topics: string[];
  ageBand: AgeBand;
  isSafe: boolean | undefined;
}

export interface Seeker {
  session: Session;
  store: Store<SeekerState, SeekerAction>;
  keeper: Keeper;
  /** The language of the chat; kept over a reload. */
  language: Language;
  start(): void;
  join(answers: JoinAnswers): void;
  /** Ask for the chat again with the same answers. */
  rejoin(): void;
  write(text: string): void;
  draft(text: string): void;
  seen(seq: number): void;
  /** Highest seq that was in view. */
  readonly seenSeq: number;
  callHelp(): void;
  cancel(): void;
  end(): void;
  /** End the chat, destroy its words on the server, and forget it here. */
  erase(): void;
  /** Close the ended chat and forget it here. */
  close(): void;
  again(): void;
  /** Forget everything and hang up: the middle part of leaving. */
  forget(): void;
  /** Body of the beacon that tells the server that the seeker has left at once. */
  leaveBody(): string;
}

export function createSeeker(
  options: ChatOptions,
  environment: Environment,
  keeper: Keeper,
  kept: Kept | undefined,
  language: Language,
): Seeker {
  const { programme, origin } = options;
  let token = kept?.token ?? "";
  let seen = kept?.seen ?? 0;
  let isForgotten = false;
  let lastAnswers: JoinAnswers = { topics: [], ageBand: "unsaid", isSafe: undefined };

  const store = createStore<SeekerState, SeekerAction>(
    kept?.token && kept.topic
      ? { ...EMPTY, screen: "chat", join: "done", topic: kept.topic, draft: kept.draft }
      : { ...EMPTY, screen: programme.is_paused ? "closed" : "notice" },
    reduceSeeker,
  );
  const session = createSession({
    url: socketUrl(origin),
    environment,
    hello: () => (token ? { programme: programme.id, token } : { programme: programme.id }),
    onFrame(frame) {
      if (frame.t === "welcome") {
        if (frame.token) token = frame.token;
        const { topic } = store.get();
        if (topic && !frame.topics?.some((one) => one.topic === topic)) expire();
      }
      store.dispatch({ type: "frame", frame, now: environment.now() });
      save();
    },
    onLink(link) {
      if (link.code === CLOSE_TOKEN_EXPIRED && link.status === "reconnecting" && token) expire();
      if (link.status !== "closed" || link.code < 4500) return;
      if (link.code === CLOSE_NOT_SIGNED_IN && token) {
        expire();
        session.transport.start();
      } else store.dispatch({ type: "screen", screen: "away" });
    },
  });

  /** The token opens nothing any more: begin anew, keep the draft. */
  function expire(): void {
    const { topic } = store.get();
    token = "";
    store.dispatch({ type: "expired" });
    if (topic) session.store.dispatch({ type: "dropped", topic });
    keeper.clear();
  }

  function save(): void {
    const { topic, draft } = store.get();
    if (isForgotten || !token) return;
    const log = session.store.get().logs[topic];
    const pending = (log?.pending ?? []).map(({ id, text, at }) => ({ id, text, at }));
    keeper.write({ token, topic, epoch: log?.epoch ?? "", seen, language: seeker.language, draft, pending });
  }

  function join(answers: JoinAnswers): void {
    lastAnswers = answers;
    store.dispatch({ type: "joining", now: environment.now() });
    if (answers.isSafe === false) store.dispatch({ type: "unsafe", call: "under_way" });
    session.transport.start();
    session
      .command({
        t: "seek.join",
        language: seeker.language,
        topics: answers.topics,
        age_band: answers.ageBand,
        ...(answers.isSafe === undefined ? {} : { safe_now: answers.isSafe }),
      })
      .then((ok) => {
        store.dispatch({ type: "joined", topic: ok.topic ?? store.get().topic });
        if (answers.isSafe === false) store.dispatch({ type: "unsafe", call: "done" });
        save();
      })
      .catch((error: ErrorFrame) => {
        store.dispatch({ type: "join_refused", code: error.code });
        if (answers.isSafe === false) store.dispatch({ type: "unsafe", call: "failed" });
      });
  }

  const seeker: Seeker = {
    session,
    store,
    keeper,
    language,
    start() {
      if (programme.is_paused) {
        store.dispatch({ type: "screen", screen: "closed" });
        return;
      }
      session.transport.start();
      store.dispatch({ type: "screen", screen: "about" });
    },
    join,
    rejoin: () => join(lastAnswers),
    write(text) {
      session.write(store.get().topic, text);
      store.dispatch({ type: "draft", draft: "" });
      save();
    },
    draft(text) {
      store.dispatch({ type: "draft", draft: text });
      const { topic } = store.get();
      if (topic) session.typing(topic, text !== "");
      save();
    },
    seen(seq) {
      seen = Math.max(seen, seq);
    },
    get seenSeq() {
      return seen;
    },
    callHelp() {
      const { topic, join: joined } = store.get();
      if (!topic) {
        // Help comes before the notice and the questions: this alone starts the chat.
        if (joined !== "under_way") join({ ...lastAnswers, isSafe: false });
        return;
      }
      store.dispatch({ type: "unsafe", call: "under_way" });
      session
        .command({ t: "help.now", topic })
        .then(() => store.dispatch({ type: "unsafe", call: "done" }))
        .catch(() => store.dispatch({ type: "unsafe", call: "failed" }));
    },
    cancel() {
      store.dispatch({ type: "end", call: "under_way" });
      session
        .command({ t: "seek.cancel" })
        .then(() => store.dispatch({ type: "end", call: "done" }))
        .catch(() => store.dispatch({ type: "end", call: "failed" }));
    },
    end() {
      store.dispatch({ type: "end", call: "under_way" });
      session
        .command({ t: "conversation.end", topic: store.get().topic })
        .then(() => store.dispatch({ type: "end", call: "done" }))
        .catch(() => store.dispatch({ type: "end", call: "failed" }));
    },
    erase() {
      const { topic } = store.get();
      store.dispatch({ type: "erase", call: "under_way" });
      session
        .command({ t: "conversation.erase", topic })
        .then(() => {
          seeker.forget();
          store.dispatch({ type: "gone", isErased: true });
        })
        .catch(() => store.dispatch({ type: "erase", call: "failed" }));
    },
    close() {
      seeker.forget();
      store.dispatch({ type: "gone", isErased: false });
    },
    again() {
      const { topic } = store.get();
      session.transport.stop();
      if (topic) session.store.dispatch({ type: "dropped", topic });
      token = ""; // a seeker's identity is for one chat only
      seen = 0;
      isForgotten = false;
      keeper.clear();
      store.dispatch({ type: "again" });
      seeker.start();
    },
    forget() {
      const { topic } = store.get();
      isForgotten = true;
      session.transport.stop();
      keeper.clear();
      if (topic) session.store.dispatch({ type: "dropped", topic });
      token = "";
      store.dispatch({ type: "forgotten" });
    },
    leaveBody: () => JSON.stringify({ programme: programme.id, token }),
  };

  if (kept?.token && kept.topic) {
    const pending = kept.pending.map((one) => ({ ...one, state: "queued" as const, since: one.at }));
    session.store.dispatch({ type: "restored", topic: kept.topic, epoch: kept.epoch, seq: 0, entries: [], pending });
    session.transport.start();
  }
  return seeker;
}
