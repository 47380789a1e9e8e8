/**
 * The notes of a case: what professionals wrote, what screening found, the steps of the hand-over in words.
 * Needs: the logs. Emits: `onSend`, `onRetry`, `onDiscard`.
 */

import type { ComponentChildren, VNode } from "preact";
import { useState } from "preact/hooks";

import type { Entry, Log } from "../core/logs.ts";
import { clockTime, isoTime } from "../core/time.ts";
import { Composer } from "../ui/composer.tsx";
import { ChatLog } from "../ui/log.tsx";
import { roleWords } from "../ui/staff/words.ts";
import { useTexts } from "../ui/texts.tsx";
import { stepWords, verdictWords } from "./words.ts";

const MAX_NOTE = 4_000; // code points; domain/limits.py

export interface NotesProps {
  notes: Log;
  log: Log;
  me: string;
  isLive: boolean;
  onSend(text: string): void;
  onRetry(id: string): void;
  onDiscard(id: string): void;
}

export function Notes({ notes, log, me, isLive, onSend, onRetry, onDiscard }: NotesProps): VNode {
  const texts = useTexts();
  const { t, language } = texts;
  const [draft, setDraft] = useState("");

  function line(entry: Entry): ComponentChildren {
    const words =
      entry.kind === "verdict"
        ? verdictWords(
            texts,
            entry,
            log.entries.find((one) => one.seq === entry.facts.seq),
          )
        : stepWords(texts, entry);
    return (
      <>
        <time dateTime={isoTime(entry.at)}>{clockTime(entry.at, language)}</time> {words}
        {entry.facts.version ? <small> · {t("verdict-version", { version: entry.facts.version })}</small> : null}
      </>
    );
  }

  return (
    <>
      <header class="pane-head">
        <h3>{t("case-notes")}</h3>
        <p class="meta">{t("case-notes-note")}</p>
      </header>
      {notes.entries.length === 0 ? <p class="meta pane-line">{t("case-notes-empty")}</p> : null}
      <ChatLog
        log={notes}
        me={me}
        isLive={isLive}
        label={t("case-notes-log")}
        renderEvent={line}
        roleName={(role) => roleWords(texts, role)}
        onRetry={onRetry}
        onDiscard={onDiscard}
      />
      <Composer
        draft={draft}
        label={t("case-note-field")}
        placeholder={t("case-note-field")}
        sendLabel={t("case-note-send")}
        max={MAX_NOTE}
        onDraft={setDraft}
        onSend={(text) => {
          onSend(text);
          setDraft("");
        }}
      />
    </>
  );
}
