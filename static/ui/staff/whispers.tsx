/**
 * The whisper thread between supporter and professional: apart in place, border and words, so that a whisper is
 * never taken for a message. Needs: its log, who "me" is, and whether one may whisper now.
 * Emits: `onSend`, `onRetry`, `onDiscard`.
 */

import type { Ref, VNode } from "preact";
import { useState } from "preact/hooks";

import { emptyLog, type Log } from "../../core/logs.ts";
import { Announcer } from "../announcer.tsx";
import { Composer } from "../composer.tsx";
import { ChatLog } from "../log.tsx";
import { useTexts } from "../texts.tsx";
import { roleWords } from "./words.ts";

const MAX_NOTE = 4_000; // code points; domain/limits.py

export interface WhispersProps {
  log: Log | undefined;
  topic: string;
  me: string;
  isLive: boolean;
  mayWrite: boolean;
  /** Level of its heading where it stands. */
  heading: "h2" | "h3";
  /** Why one may not whisper now. */
  refusal?: string;
  field?: Ref<HTMLTextAreaElement>;
  onSend(text: string): void;
  onRetry(id: string): void;
  onDiscard(id: string): void;
}

export function Whispers(props: WhispersProps): VNode {
  const { log, topic, me, isLive, mayWrite, heading: Heading, refusal, field, onSend, onRetry, onDiscard } = props;
  const texts = useTexts();
  const { t } = texts;
  const [draft, setDraft] = useState("");
  const shown = log ?? emptyLog(topic);
  const isEmpty = shown.entries.length === 0 && shown.pending.length === 0;
  return (
    <div class="whispers">
      <Heading>{t("whisper-title")}</Heading>
      <p class="meta">{t("whisper-note")}</p>
      {isEmpty || !mayWrite ? (
        <p class="meta">{mayWrite ? t("whisper-empty") : (refusal ?? t("whisper-nobody"))}</p>
      ) : null}
      <ChatLog
        log={shown}
        me={me}
        isLive={isLive}
        label={t("whisper-log")}
        renderEvent={() => null}
        nameOf={(group) => t("whisper-from", { name: group.name || t("someone") })}
        roleName={(role) => roleWords(texts, role)}
        onRetry={onRetry}
        onDiscard={onDiscard}
      />
      <Announcer log={shown} me={me} kind="whisper" nameOf={(name) => t("whisper-from", { name })} />
      {mayWrite ? (
        <Composer
          draft={draft}
          label={t("whisper-field")}
          placeholder={t("whisper-field")}
          sendLabel={t("whisper-send")}
          max={MAX_NOTE}
          {...(field ? { field } : {})}
          onDraft={setDraft}
          onSend={(text) => {
            onSend(text);
            setDraft("");
          }}
        />
      ) : null}
    </div>
  );
}
