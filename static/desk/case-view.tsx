/**
 * An opened case: transcript, notes and whispers beside each other, and what can be done. Needs: the case and its
 * logs. Emits: through `acts`; `onBack` to the wall.
 */

import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { CaseCard } from "../core/frames.ts";
import { emptyLog, type Logs } from "../core/logs.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Icon } from "../ui/icon.tsx";
import { useNow } from "../ui/staff/clock.ts";
import { focusOn } from "../ui/staff/shortcuts.ts";
import { Whispers } from "../ui/staff/whispers.tsx";
import { useTexts } from "../ui/texts.tsx";
import type { DeskActs } from "./acts.ts";
import { Level } from "./level.tsx";
import { Notes } from "./notes.tsx";
import { ResolveDialog } from "./resolve-dialog.tsx";
import { SayDialog } from "./say-dialog.tsx";
import { Sla } from "./sla.tsx";
import { actsOn, besides, type CaseAct, mayWrite } from "./state.ts";
import { Transcript } from "./transcript.tsx";
import { levelName, mayReopen } from "./wall.ts";
import { caseWords } from "./words.ts";

const PANES = ["transcript", "notes", "whisper"] as const;
type Pane = (typeof PANES)[number];
const PANE_WORDS: Record<Pane, string> = {
  transcript: "case-transcript",
  notes: "case-notes",
  whisper: "whisper-title",
};

export interface CaseViewProps {
  acts: DeskActs;
  card: CaseCard;
  logs: Logs;
  me: string;
  name: string;
  isLive: boolean;
  clockOffset: number;
  unclaimed: number;
  topicWords(topics: readonly string[]): string;
  onBack(): void;
}

export function CaseView(props: CaseViewProps): VNode {
  const { acts, card, logs, me, name, isLive, clockOffset, unclaimed, topicWords, onBack } = props;
  const texts = useTexts();
  const { t } = texts;
  const { topic } = card;
  const [pane, setPane] = useState<Pane>("transcript");
  const [asking, setAsking] = useState<CaseAct | "false" | undefined>();
  const title = useRef<HTMLHeadingElement>(null);
  const whisperField = useRef<HTMLTextAreaElement>(null);
  const names = { whisper: besides(topic, "whisper"), notes: besides(topic, "notes") };
  const log = logs[topic] ?? emptyLog(topic);
  const notes = logs[names.notes] ?? emptyLog(names.notes);
  const isMine = card.state === "claimed" && card.owner === me;
  const { reasons, facts, owner } = caseWords(texts, card, me, topicWords);
  const { session } = acts;

  useEffect(() => title.current?.focus(), [topic]);

  // Coming back to the window shows what arrived meanwhile.
  useEffect(() => {
    const see = (): void => acts.see(topic, log.seq);
    addEventListener("focus", see);
    return () => removeEventListener("focus", see);
  }, [topic, log.seq]);

  function act(one: CaseAct): void {
    if (one === "claim") void acts.claim(topic);
    else if (one === "reopen") void acts.reopen(topic);
    else if (one === "whisper") {
      setPane("whisper");
      requestAnimationFrame(() => focusOn(".whispers textarea"));
    } else setAsking(one);
  }

  const stir = (): void => acts.stir(topic);
  const done = (): void => setAsking(undefined);
  const isBroken = log.isBroken || notes.isBroken;

  return (
    <section
      class="case-view"
      data-shown={pane}
      aria-labelledby="case-title"
      onPointerDown={stir}
      onKeyDown={stir}
      onWheel={stir}
    >
      <header class="case-head">
        <div class="case-line">
          <button type="button" class="quiet" onClick={onBack}>
            <Icon name="back" />
            {t("case-back")} · {t("case-waiting", { count: unclaimed })}
          </button>
          <h2 id="case-title" ref={title} tabIndex={-1}>
            <span class="visually-hidden">{t("case-title", { level: t(`level-${levelName(card.level)}`) })}</span>
            <Level level={card.level} />
          </h2>
          <p class="case-reasons">{reasons.join(" · ")}</p>
        </div>
        <p class="meta case-facts">{facts.join(" · ")}</p>
        <div class="case-line">
          {card.state === "open" ? <Sla card={card} clockOffset={clockOffset} /> : <p class="case-owner">{owner}</p>}
          <Buttons card={card} me={me} clockOffset={clockOffset} onAct={act} onFalse={() => setAsking("false")} />
        </div>
        {card.state === "claimed" && !isMine ? (
          <p class="note">{t("case-owned-by", { name: card.owner_name ?? "" })}</p>
        ) : null}
        {card.state === "open" ? <p class="meta">{t("case-unowned")}</p> : null}
      </header>
      {isBroken ? (
        <div class="banner" role="status">
          <p>{t("case-broken")}</p>
          <button type="button" onClick={() => acts.open(topic)}>
            {t("staff-reload")}
          </button>
        </div>
      ) : null}
      <nav class="pane-tabs" aria-label={t("case-panes")}>
        {PANES.map((one) => (
          <button key={one} type="button" aria-current={one === pane ? "page" : undefined} onClick={() => setPane(one)}>
            {t(PANE_WORDS[one])}
          </button>
        ))}
      </nav>
      <div class="case-panes">
        <section class="pane pane-transcript" data-pane tabIndex={-1} aria-label={t("case-transcript")}>
          <Transcript
            key={topic}
            log={log}
            notes={notes}
            me={me}
            isLive={isLive}
            mayWrite={mayWrite(card, me)}
            isLockExplained={card.state === "open" || isMine}
            onDraft={(text) => session.typing(topic, text !== "")}
            onSend={(text) => {
              session.typing(topic, false);
              session.write(topic, text);
            }}
            onSeen={(seq) => acts.see(topic, seq)}
            onRetry={(id) => session.retry(topic, id)}
            onDiscard={(id) => session.discard(topic, id)}
          />
        </section>
        <section class="pane pane-notes" data-pane tabIndex={-1} aria-label={t("case-notes")}>
          <Notes
            key={topic}
            notes={notes}
            log={log}
            me={me}
            isLive={isLive}
            onSend={(text) => session.write(names.notes, text)}
            onRetry={(id) => session.retry(names.notes, id)}
            onDiscard={(id) => session.discard(names.notes, id)}
          />
        </section>
        <section class="pane pane-whisper" data-pane tabIndex={-1} aria-label={t("whisper-title")}>
          <Whispers
            key={topic}
            log={logs[names.whisper]}
            topic={names.whisper}
            me={me}
            heading="h3"
            isLive={isLive}
            mayWrite={isMine && (card.supporter ?? "") !== ""}
            refusal={t(`case-whisper-${card.state === "resolved" ? "over" : isMine ? "alone" : "locked"}`)}
            field={whisperField}
            onSend={(text) => session.write(names.whisper, text)}
            onRetry={(id) => session.retry(names.whisper, id)}
            onDiscard={(id) => session.discard(names.whisper, id)}
          />
        </section>
      </div>
      {asking === "join" || asking === "take_over" ? (
        <SayDialog
          act={asking}
          card={card}
          name={name}
          onConfirm={() => {
            void (asking === "join" ? acts.join(topic) : acts.takeOver(topic));
            done();
          }}
          onClose={done}
        />
      ) : null}
      {asking === "release" ? (
        <Dialog
          title={t("release-title")}
          onClose={done}
          acts={
            <button
              type="button"
              class="primary"
              onClick={() => {
                void acts.release(topic);
                done();
              }}
            >
              {t("release-confirm")}
            </button>
          }
        >
          <p>{t("release-note")}</p>
        </Dialog>
      ) : null}
      {asking === "resolve" || asking === "false" ? (
        <ResolveDialog
          card={card}
          isFalseAlarm={asking === "false"}
          onResolve={(outcome, note, ends) => {
            void acts.resolve(topic, outcome, note, ends).then((isDone) => isDone && done());
          }}
          onClose={done}
        />
      ) : null}
    </section>
  );
}

interface ButtonsProps {
  card: CaseCard;
  me: string;
  clockOffset: number;
  onAct(act: CaseAct): void;
  onFalse(): void;
}

function Buttons({ card, me, clockOffset, onAct, onFalse }: ButtonsProps): VNode {
  const { t } = useTexts();
  const now = useNow(clockOffset);
  const possible = actsOn(card, me, mayReopen(card, now));
  return (
    <div class="acts">
      {possible.map((one) => (
        <button key={one} type="button" class={one === "claim" ? "primary" : undefined} onClick={() => onAct(one)}>
          {t(`act-${one}`)}
        </button>
      ))}
      {possible.includes("resolve") ? (
        <button type="button" onClick={onFalse}>
          {t("act-false")}
        </button>
      ) : null}
    </div>
  );
}
