/**
 * The conversation of a case, with evidence marked and the steps of the case between the messages, and the
 * composer to the seeker once that is open. Needs: the logs. Emits: `onSend`, `onSeen`, `onRetry`, `onDiscard`.
 */

import type { VNode } from "preact";
import { useMemo, useState } from "preact/hooks";

import type { Log } from "../core/logs.ts";
import { Announcer } from "../ui/announcer.tsx";
import { Composer } from "../ui/composer.tsx";
import type { Message } from "../ui/items.ts";
import { ChatLog } from "../ui/log.tsx";
import { entryWords, roleWords } from "../ui/staff/words.ts";
import { useTexts } from "../ui/texts.tsx";
import { TypingLine } from "../ui/typing.tsx";
import { type Evidence, mergeMarkers, nextEvidence, readEvidence } from "./evidence.ts";
import { Marked } from "./marked.tsx";
import { categoryWords, levelWords, stepWords } from "./words.ts";

export interface TranscriptProps {
  log: Log;
  notes: Log;
  me: string;
  isLive: boolean;
  mayWrite: boolean;
  /** Say how writing becomes possible; not where somebody else has the case, or it is over. */
  isLockExplained: boolean;
  onDraft(text: string): void;
  onSend(text: string): void;
  onSeen(seq: number): void;
  onRetry(id: string): void;
  onDiscard(id: string): void;
}

/** Where the next and previous mark are looked for; also by the keys n and p. */
export const MARK_BUTTONS = { next: "[data-mark-next]", previous: "[data-mark-previous]" };

export function Transcript(props: TranscriptProps): VNode {
  const { log, notes, me, isLive, mayWrite } = props;
  const texts = useTexts();
  const { t } = texts;
  const [areMarksOn, setMarksOn] = useState(true);
  const [at, setAt] = useState<number | undefined>(undefined);
  const [draft, setDraft] = useState("");
  const evidence = useMemo(() => readEvidence(notes.entries), [notes.entries]);
  const entries = useMemo(() => mergeMarkers(log.entries, notes.entries), [log.entries, notes.entries]);
  const shown = useMemo(() => ({ ...log, entries }), [log, entries]);
  const seqs = [...evidence.keys()].sort((a, b) => a - b);
  const place = at === undefined ? 0 : seqs.indexOf(at) + 1;

  function go(step: 1 | -1): void {
    const next = nextEvidence(seqs, at, step);
    if (next === undefined) return;
    setMarksOn(true);
    setAt(next);
    const element = document.getElementById(`message-${next}`);
    element?.scrollIntoView({ block: "center" });
    element?.focus({ preventScroll: true });
  }

  return (
    <>
      <header class="pane-head">
        <h3>{t("case-transcript")}</h3>
        <div class="marks">
          {seqs.length === 0 ? (
            <p class="meta">{t("case-marks-none")}</p>
          ) : (
            <>
              <label class="switch">
                <input
                  type="checkbox"
                  role="switch"
                  checked={areMarksOn}
                  onChange={(event) => setMarksOn(event.currentTarget.checked)}
                />
                {t("case-marks")}
              </label>
              <button
                type="button"
                class="quiet"
                aria-label={t("case-mark-previous")}
                onClick={() => go(-1)}
                data-mark-previous
              >
                <span aria-hidden="true">↑</span>
              </button>
              <span class="meta">{t("case-marks-count", { at: place, count: seqs.length })}</span>
              <button type="button" class="quiet" aria-label={t("case-mark-next")} onClick={() => go(1)} data-mark-next>
                <span aria-hidden="true">↓</span>
              </button>
            </>
          )}
        </div>
      </header>
      <ChatLog
        log={shown}
        me={me}
        isLive={isLive}
        label={t("case-transcript-log")}
        renderEvent={(entry) =>
          entry.kind === "case" ? <span class="marker">{stepWords(texts, entry)}</span> : entryWords(texts, entry)
        }
        renderText={(message) => (
          <MessageText
            message={message}
            evidence={areMarksOn ? evidence.get(message.seq) : undefined}
            isAt={message.seq === at}
          />
        )}
        nameOf={(group) => (group.role === "seeker" ? t("staff-seeker") : group.name)}
        roleName={(role) => roleWords(texts, role)}
        onRetry={props.onRetry}
        onDiscard={props.onDiscard}
        onSeen={props.onSeen}
      />
      <Announcer log={log} me={me} nameOf={(name) => (name === t("someone") ? t("staff-seeker") : name)} />
      <TypingLine
        typing={log.typing}
        me={me}
        nameOf={(id) => log.people.find((one) => one.id === id)?.alias || t("staff-seeker")}
      />
      {mayWrite ? (
        <Composer
          draft={draft}
          label={t("case-field")}
          placeholder={t("case-field")}
          onDraft={(text) => {
            setDraft(text);
            props.onDraft(text);
          }}
          onSend={(text) => {
            props.onSend(text);
            setDraft("");
          }}
        />
      ) : props.isLockExplained ? (
        <p class="locked meta">{t("case-field-locked")}</p>
      ) : null}
    </>
  );
}

function MessageText({
  message,
  evidence,
  isAt,
}: {
  message: Message;
  evidence: Evidence | undefined;
  isAt: boolean;
}): VNode {
  const texts = useTexts();
  const category = evidence ? categoryWords(texts, evidence.category) : "";
  return (
    <span
      id={message.seq > 0 ? `message-${message.seq}` : undefined}
      tabIndex={-1}
      class={isAt ? "evidence-at" : undefined}
    >
      {evidence ? (
        <>
          <Marked text={message.text} spans={evidence.spans} />
          <span class="evidence-label">
            {[levelWords(texts, evidence.level), category].filter((word) => word !== "").join(" · ")}
          </span>
        </>
      ) : (
        message.text
      )}
    </span>
  );
}
