/**
 * The conversation: waiting, active or ended. Needs: the session, the seeker's state, the programme.
 * Emits through the seeker's acts, and `onReaders`.
 */

import type { VNode } from "preact";
import { useCallback, useEffect, useMemo, useRef } from "preact/hooks";

import { emptyLog, type Entry } from "../core/logs.ts";
import { useSelected } from "../core/store.ts";
import { Announcer } from "../ui/announcer.tsx";
import { Composer } from "../ui/composer.tsx";
import { Connection } from "../ui/connection.tsx";
import { ChatLog } from "../ui/log.tsx";
import { useTexts } from "../ui/texts.tsx";
import { TypingLine } from "../ui/typing.tsx";
import type { Programme } from "./config.ts";
import { Ended, EndQuestion } from "./ended.tsx";
import { companion } from "./readers.tsx";
import type { Seeker } from "./seeker.ts";
import { isHidden, sentence } from "./sentences.tsx";
import { Waiting } from "./waiting.tsx";

const QUICK = ["quick-moment", "quick-here", "quick-where"];

export interface ChatProps {
  seeker: Seeker;
  programme: Programme;
  onReaders(): void;
}

export function Chat({ seeker, programme, onReaders }: ChatProps): VNode {
  const texts = useTexts();
  const { t } = texts;
  const { session, store } = seeker;
  const state = useSelected(store, (all) => all);
  const link = useSelected(session.store, (all) => all.link);
  const me = useSelected(session.store, (all) => all.you?.id ?? "");
  const found = useSelected(session.store, (all) => all.logs[state.topic]);
  const log = useMemo(() => found ?? emptyLog(state.topic), [found, state.topic]);
  const field = useRef<HTMLTextAreaElement>(null);
  const isEnded = log.state === "ended";
  const isWaiting = !isEnded && (log.state === "waiting" || log.state === "offered" || log.state === "");
  const who = companion(log);

  const renderEvent = useCallback(
    (entry: Entry) => sentence(entry, texts, programme.help_lines),
    [texts, programme.help_lines],
  );
  // On a phone the keyboard opens only here, right after the start.
  useEffect(() => field.current?.focus({ preventScroll: true }), []);

  function quick(text: string): void {
    seeker.draft(text);
    field.current?.focus();
  }

  const last = log.entries[log.entries.length - 1];
  const isQuickShown = state.draft === "" && log.state === "active" && last?.by !== me && log.pending.length === 0;
  return (
    <section class="body" aria-label={t("log-label")}>
      <div class="status">
        <span class="status-who">
          {who && !isEnded ? t(who.here ? "present" : "absent", { name: who.alias || t("someone") }) : null}
        </span>
        <span class="status-more">
          <button type="button" class="plain" onClick={onReaders}>
            {t("readers")}
          </button>
          {log.state === "active" ? (
            <button type="button" class="plain" onClick={() => store.dispatch({ type: "end", call: "asking" })}>
              {t("end")}
            </button>
          ) : null}
        </span>
      </div>
      <Connection link={link} onRetry={() => session.transport.nudge()} />
      {log.isBroken ? (
        <p class="note" role="status">
          {t("gap")}{" "}
          <button type="button" onClick={() => void session.open(state.topic).catch(() => undefined)}>
            {t("reload")}
          </button>
        </p>
      ) : null}
      <ChatLog
        log={log}
        me={me}
        isLive={link.status === "live"}
        label={t("log-label")}
        hides={isHidden}
        renderEvent={renderEvent}
        roleName={(role) => (role && role !== "seeker" ? t(`role-${role}`) : "")}
        onRetry={(id) => session.retry(state.topic, id)}
        onDiscard={(id) => session.discard(state.topic, id)}
        onSeen={(seq) => seeker.seen(seq)}
        end={
          isWaiting ? (
            <Waiting
              queue={state.queue}
              since={state.joinedAt}
              lines={programme.help_lines}
              cancelling={state.end}
              onCancel={() => seeker.cancel()}
            />
          ) : null
        }
      />
      <Announcer log={log} me={me} />
      {isEnded ? (
        <Ended onAgain={() => seeker.again()} onClose={() => seeker.close()} />
      ) : state.join === "failed" ? (
        <div class="foot" role="alert">
          <p>{t("join-failed")}</p>
          <button type="button" class="primary" onClick={() => seeker.rejoin()}>
            {t("try-again")}
          </button>
        </div>
      ) : (
        <>
          <TypingLine
            typing={log.typing}
            me={me}
            nameOf={(id) => log.people.find((one) => one.id === id)?.alias ?? ""}
          />
          {state.end === "asking" || (state.end && !isWaiting) ? (
            <EndQuestion
              call={state.end}
              onEnd={() => seeker.end()}
              onGoOn={() => store.dispatch({ type: "end", call: "" })}
            />
          ) : null}
          {isQuickShown ? (
            <div class="quick" role="group" aria-label={t("quick-label")}>
              {QUICK.map((key) => (
                <button key={key} type="button" onClick={() => quick(t(key))}>
                  {t(key)}
                </button>
              ))}
            </div>
          ) : null}
          <Composer
            draft={state.draft}
            field={field}
            onDraft={(draft) => seeker.draft(draft)}
            onSend={(text) => seeker.write(text)}
          />
        </>
      )}
    </section>
  );
}
