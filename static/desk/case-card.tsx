/**
 * One case on the wall, in the order of ux.md 2.3: level, time, quote, reasons, facts, actions. Needs: the case,
 * who "me" is, words for its topics. Emits: `onOpen`, `onClaim`.
 */

import type { VNode } from "preact";

import type { CaseCard as Card } from "../core/frames.ts";
import { clockTime, isoTime } from "../core/time.ts";
import { useTexts } from "../ui/texts.tsx";
import { Level } from "./level.tsx";
import { Marked } from "./marked.tsx";
import { Sla } from "./sla.tsx";
import { caseWords } from "./words.ts";
import { levelName } from "./wall.ts";

const REASONS_MAX = 3;

export interface CaseCardProps {
  card: Card;
  me: string;
  clockOffset: number;
  topicWords(topics: readonly string[]): string;
  onOpen(): void;
  onClaim(): void;
}

export function CaseCard({ card, me, clockOffset, topicWords, onOpen, onClaim }: CaseCardProps): VNode {
  const texts = useTexts();
  const { t, language } = texts;
  const level = t(`level-${levelName(card.level)}`);
  const supporter = card.supporter ? t("card-supporter", { name: card.supporter }) : t("card-no-supporter");
  const { reasons, facts, owner } = caseWords(texts, card, me, topicWords);
  return (
    <article
      class={`case case-${levelName(card.level)}`}
      tabIndex={-1}
      data-case={card.topic}
      aria-label={t("case-label", { level, supporter })}
      onKeyDown={(event) => {
        if (event.key === "Enter" && event.target === event.currentTarget) onOpen();
      }}
    >
      <Level level={card.level} />
      {card.state === "open" ? <Sla card={card} clockOffset={clockOffset} /> : null}
      {owner ? (
        <p class="case-owner">
          {owner}
          {card.claimed_at ? (
            <span class="meta"> {t("card-claimed-since", { time: clockTime(card.claimed_at, language) })}</span>
          ) : null}
        </p>
      ) : null}
      {card.quote ? (
        <blockquote>
          <p lang={card.language}>
            <Marked text={card.quote} spans={card.spans ?? []} />
          </p>
        </blockquote>
      ) : (
        <p class="meta">{t("card-no-quote")}</p>
      )}
      <p class="case-reasons">
        <span class="visually-hidden">{t("card-reasons")}: </span>
        {reasons.slice(0, REASONS_MAX).join(" · ")}
      </p>
      <p class="meta">
        <time dateTime={isoTime(card.opened_at)}>
          {t("card-opened", { time: clockTime(card.opened_at, language) })}
        </time>
        {" · "}
        {facts.join(" · ")}
      </p>
      <p class="acts">
        <button type="button" onClick={onOpen} aria-label={t("card-open-label", { level, supporter })}>
          {t("card-open")}
        </button>
        {card.state === "open" ? (
          <button
            type="button"
            class="primary"
            onClick={onClaim}
            aria-label={t("card-claim-label", { level, supporter })}
          >
            {t("card-claim")}
          </button>
        ) : null}
      </p>
    </article>
  );
}
