/**
 * The one offer, or a calm line in its place. Needs: the state, topic labels, the server's time offset.
 * Emits: through `acts`.
 */

import type { VNode } from "preact";
import { useId, useRef } from "preact/hooks";

import type { Offer } from "../core/frames.ts";
import { timer } from "../core/time.ts";
import { useNow } from "../ui/staff/clock.ts";
import { useTexts } from "../ui/texts.tsx";
import type { ConsoleActs } from "./acts.ts";
import { type ConsoleState, secondsLeft, type ShiftStatus } from "./state.ts";

export interface OfferPanelProps {
  acts: ConsoleActs;
  state: ConsoleState;
  status: ShiftStatus;
  clockOffset: number;
  topicWords(topics: readonly string[]): string;
}

export function OfferPanel({ acts, state, status, clockOffset, topicWords }: OfferPanelProps): VNode {
  const { t } = useTexts();
  const id = useId();
  const { offer, lapsed } = state;
  return (
    <section class="offers" aria-labelledby={id}>
      <h2 id={id}>{t("offer-title")}</h2>
      {offer ? (
        <OfferCard
          key={offer.offer}
          offer={offer}
          isAnswering={state.isAnswering}
          acts={acts}
          clockOffset={clockOffset}
          topicWords={topicWords}
        />
      ) : (
        <p class="meta">{t(status === "busy" ? "offer-busy" : status === "ready" ? "offer-none" : "shift-off-text")}</p>
      )}
      <div role="status">{!offer && lapsed ? <p class="note">{t(`offer-lapsed-${lapsed}`)}</p> : null}</div>
    </section>
  );
}

interface OfferCardProps extends Pick<OfferPanelProps, "acts" | "clockOffset" | "topicWords"> {
  offer: Offer;
  isAnswering: boolean;
}

function OfferCard({ offer, isAnswering, acts, clockOffset, topicWords }: OfferCardProps): VNode {
  const { t, has } = useTexts();
  const left = secondsLeft(offer, useNow(clockOffset));
  const whole = useRef(Math.max(1, left)).current;
  const { language, topics, waited_s, returned } = offer.summary;
  const languageKey = `staff-language-${language}`;
  return (
    <article class="offer">
      <h3>{t("offer-heading")}</h3>
      <dl>
        <div>
          <dt>{t("offer-topics")}</dt>
          <dd>{topicWords(topics) || t("offer-no-topics")}</dd>
        </div>
        <div>
          <dt>{t("offer-language")}</dt>
          <dd>{has(languageKey) ? t(languageKey) : language}</dd>
        </div>
        <div>
          <dt>{t("offer-waited")}</dt>
          <dd>{timer(waited_s * 1000)}</dd>
        </div>
      </dl>
      {returned ? <p>{t("offer-returned")}</p> : null}
      <p class="offer-left">{t("offer-left", { seconds: left })}</p>
      <progress max={whole} value={left} aria-label={t("offer-bar")} />
      <div class="acts">
        <button type="button" class="primary" onClick={acts.accept} aria-disabled={isAnswering} data-accept>
          {t("offer-accept")}
        </button>
        <button type="button" onClick={acts.decline} aria-disabled={isAnswering}>
          {t("offer-decline")}
        </button>
      </div>
      <p class="meta">{t("offer-decline-note")}</p>
    </article>
  );
}
