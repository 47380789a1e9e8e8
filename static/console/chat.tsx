/**
 * One chat: who is there, the log, calling a professional, the composer, and what stands in its place when the
 * chat is no longer the supporter's. Needs: the log and the state. Emits: through `acts`.
 */

import type { RefObject, VNode } from "preact";
import { useState } from "preact/hooks";

import type { HelpLine } from "../core/frames.ts";
import type { Log } from "../core/logs.ts";
import { Announcer } from "../ui/announcer.tsx";
import { Composer } from "../ui/composer.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { ChatLog } from "../ui/log.tsx";
import { useNow } from "../ui/staff/clock.ts";
import { entryWords, refusalWords, roleWords } from "../ui/staff/words.ts";
import { useTexts } from "../ui/texts.tsx";
import { TypingLine } from "../ui/typing.tsx";
import type { ConsoleActs } from "./acts.ts";
import { CallPanel } from "./call-panel.tsx";
import type { RailLine } from "./chat-rail.tsx";
import type { Call, ConsoleState } from "./state.ts";

const MINUTE_MS = 60_000;

export interface ChatProps {
  acts: ConsoleActs;
  state: ConsoleState;
  log: Log;
  line: RailLine;
  me: string;
  isLive: boolean;
  lines: readonly HelpLine[];
  field: RefObject<HTMLTextAreaElement | null>;
  onUse(text: string): void;
}

export function Chat({ acts, state, log, line, me, isLive, lines, field, onUse }: ChatProps): VNode {
  const texts = useTexts();
  const { t } = texts;
  const [ask, setAsk] = useState<"no" | "yes" | "refused">("no");
  const [why, setWhy] = useState("");
  const { topic, status } = line;
  const draft = state.drafts[topic] ?? "";
  const isMine = status === "active";
  const professional = log.people.find((one) => one.role === "professional");
  // After a reload the notices are gone, but whoever reads along is still named.
  const present: Call | undefined = professional && {
    step: "claimed",
    name: professional.alias ?? "",
    depth: "watching",
  };
  const call = state.calls[topic] ?? present;

  function write(text: string): void {
    acts.session.typing(topic, false);
    acts.session.write(topic, text);
    acts.store.dispatch({ type: "draft", topic, text: "" });
  }

  function onDraft(text: string): void {
    acts.store.dispatch({ type: "draft", topic, text });
    acts.session.typing(topic, text !== "");
  }

  async function end(): Promise<void> {
    const code = await acts.end(topic);
    if (code === undefined) setAsk("no");
    else {
      setAsk("refused");
      setWhy(code === "wrong_state" ? t("chat-end-refused") : refusalWords(texts, code));
    }
  }

  return (
    <>
      <header class="chat-head">
        <h2>{line.name}</h2>
        <People log={log} state={state} isLive={isLive} />
        {isMine ? (
          <button type="button" class="quiet" onClick={() => setAsk("yes")}>
            {t("chat-end")}
          </button>
        ) : null}
      </header>
      {log.isBroken ? (
        <div class="banner" role="status">
          <p>{t("case-broken")}</p>
          <button type="button" onClick={() => void acts.session.open(topic).catch(() => undefined)}>
            {t("staff-reload")}
          </button>
        </div>
      ) : null}
      <ChatLog
        key={topic}
        log={log}
        me={me}
        isLive={isLive}
        label={t("chat-log")}
        renderEvent={(entry) => entryWords(texts, entry)}
        nameOf={(group) => (group.role === "seeker" ? t("staff-seeker") : group.name)}
        roleName={(role) => roleWords(texts, role)}
        onRetry={(id) => acts.session.retry(topic, id)}
        onDiscard={(id) => acts.session.discard(topic, id)}
      />
      <Announcer
        key={`announcer-${topic}`}
        log={log}
        me={me}
        nameOf={(name) => (name === t("someone") ? t("staff-seeker") : name)}
      />
      {isMine ? (
        <>
          <TypingLine typing={log.typing} me={me} nameOf={(id) => nameOf(log, id) || t("staff-seeker")} />
          <CallPanel
            key={`call-${topic}`}
            call={call}
            isLive={isLive}
            lines={lines}
            onCall={(reason) => acts.call(topic, reason)}
            onUse={onUse}
          />
          <Composer draft={draft} label={t("chat-field")} field={field} onDraft={onDraft} onSend={write} />
        </>
      ) : (
        <div class="chat-over">
          <p>
            {status === "handed"
              ? t("chat-handed-text", { name: state.handedTo[topic] || t("staff-role-professional") })
              : t(status === "left" ? "chat-left-text" : "chat-ended-text")}
          </p>
          <button type="button" onClick={() => acts.leave(topic)}>
            {t("chat-leave")}
          </button>
        </div>
      )}
      {ask !== "no" ? (
        <Dialog
          title={t("chat-end-title")}
          onClose={() => setAsk("no")}
          acts={
            <button type="button" class="primary" onClick={() => void end()}>
              {t("chat-end-confirm")}
            </button>
          }
        >
          <p>{t("chat-end-text")}</p>
          <p role="alert">{ask === "refused" ? why : null}</p>
        </Dialog>
      ) : null}
    </>
  );
}

/** Whether the seeker is connected, and which professional is there. */
function People({ log, state, isLive }: { log: Log; state: ConsoleState; isLive: boolean }): VNode {
  const { t } = useTexts();
  const now = useNow();
  const goneAt = state.seekerGoneAt[log.topic];
  const call = state.calls[log.topic];
  const professional = log.people.find((one) => one.role === "professional");
  const name = professional?.alias ?? (call?.step === "claimed" ? call.name : "");
  const isJoined = hasJoined(log);
  return (
    <ul class="people">
      <li>
        {!isLive
          ? t("chat-seeker-unknown")
          : goneAt === undefined
            ? t("chat-seeker-here")
            : t("chat-seeker-gone", { minutes: Math.floor(Math.max(0, now - goneAt) / MINUTE_MS) })}
      </li>
      {professional ? (
        <li class="people-pro">
          {name ? t(isJoined ? "chat-pro-joined" : "chat-pro-watches", { name }) : t("chat-pro-watches-unnamed")}
        </li>
      ) : null}
    </ul>
  );
}

/** Whether a professional writes here now: the last of their entries says so. */
function hasJoined(log: Log): boolean {
  for (let i = log.entries.length - 1; i >= 0; i--) {
    const kind = log.entries[i]?.kind;
    if (kind === "pro_joins" || kind === "pro_leads") return true;
    if (kind === "pro_leaves" || kind === "pro_watches") return false;
  }
  return false;
}

function nameOf(log: Log, person: string): string {
  return log.people.find((one) => one.id === person && one.role !== "seeker")?.alias ?? "";
}
