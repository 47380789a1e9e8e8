/** The time to answer as a bar, mm:ss and a word. Needs: the case, the offset of the server's clock. */

import type { VNode } from "preact";

import type { CaseCard } from "../core/frames.ts";
import { timer } from "../core/time.ts";
import { useNow } from "../ui/staff/clock.ts";
import { useTexts } from "../ui/texts.tsx";
import { readSla } from "./wall.ts";

export function Sla({ card, clockOffset }: { card: CaseCard; clockOffset: number }): VNode {
  const { t, has } = useTexts();
  const sla = readSla(card, useNow(clockOffset));
  const step = `step-${card.step}`;
  return (
    <div class={`sla sla-${sla.state}`}>
      <p class="sla-words">
        <span class="sla-time">{t("sla-time", { elapsed: timer(sla.elapsedMs), limit: timer(sla.limitMs) })}</span>
        <span class="sla-state">{t(`sla-${sla.state}`, { over: timer(sla.overMs) })}</span>
      </p>
      <progress max={sla.limitMs} value={Math.min(sla.limitMs, sla.elapsedMs)} aria-label={t("sla-bar")} />
      {has(step) ? <p class="meta sla-step">{t(step)}</p> : null}
    </div>
  );
}
