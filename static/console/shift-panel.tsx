/**
 * The shift: where it stands, and what can be done about it. Needs: the state, how many chats are open.
 * Emits: through `acts`.
 */

import type { VNode } from "preact";
import { useId, useState } from "preact/hooks";

import { timer } from "../core/time.ts";
import { Dialog } from "../ui/dialog.tsx";
import { useTexts } from "../ui/texts.tsx";
import type { ConsoleActs } from "./acts.ts";
import { type ConsoleState, MAX_PLACES, shiftStatus } from "./state.ts";

export interface ShiftPanelProps {
  acts: ConsoleActs;
  state: ConsoleState;
  openChats: number;
  isLive: boolean;
}

export function ShiftPanel({ acts, state, openChats, isLive }: ShiftPanelProps): VNode {
  const { t } = useTexts();
  const id = useId();
  const [isAsking, setAsking] = useState(false);
  const [chosen, setChosen] = useState(acts.choice);
  const { shift, queue } = state;
  const status = shiftStatus(state, openChats);
  const isOn = status === "ready" || status === "busy";
  const places = isOn ? (shift?.places ?? chosen.places) : chosen.places;
  const taken = Math.max(0, (shift?.places ?? 0) - (shift?.free ?? 0));

  function choose(next: { places: number; autoAccept: boolean }): void {
    setChosen(next);
    acts.choose(next.places, next.autoAccept);
  }

  return (
    <section class="shift" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{t("shift-title")}</h2>
      <p class={`shift-status shift-status-${status}`} role="status">
        {t(`shift-${status}`, { taken, places, chats: openChats })}
      </p>
      {status === "ready" ? <p class="meta">{t("shift-taken", { taken, places })}</p> : null}
      {status === "off" ? <p class="meta">{t("shift-off-text")}</p> : null}
      {shift?.reason === "missed_offers" ? <p class="note">{t("shift-missed")}</p> : null}
      <div class="shift-choice">
        <label for={`${id}-places`}>{t("shift-places")}</label>
        <select
          id={`${id}-places`}
          value={String(places)}
          onChange={(event) => choose({ ...chosen, places: Number(event.currentTarget.value) })}
        >
          {Array.from({ length: MAX_PLACES }, (_, index) => (
            <option key={index} value={String(index + 1)}>
              {index + 1}
            </option>
          ))}
        </select>
      </div>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          checked={chosen.autoAccept}
          onChange={(event) => choose({ places, autoAccept: event.currentTarget.checked })}
        />
        {t("shift-auto")}
      </label>
      <div class="acts">
        {isOn ? (
          <>
            <button type="button" onClick={acts.takeBreak} disabled={!isLive}>
              {t("shift-break-start")}
            </button>
            <button
              type="button"
              onClick={() => (openChats > 0 ? setAsking(true) : acts.endShift())}
              disabled={!isLive}
            >
              {t("shift-end")}
            </button>
          </>
        ) : (
          <>
            <button type="button" class="primary" onClick={acts.startShift} disabled={!isLive || shift === undefined}>
              {t(status === "break" ? "shift-break-end" : "shift-start")}
            </button>
            {status === "break" ? (
              <button type="button" onClick={acts.endShift} disabled={!isLive}>
                {t("shift-end")}
              </button>
            ) : null}
          </>
        )}
      </div>
      {status === "off" ? <p class="meta">{t("shift-start-note")}</p> : null}
      {queue ? (
        <p class="meta">
          {t("shift-queue", { waiting: queue.waiting ?? 0, longest: timer((queue.longest_s ?? 0) * 1000) })}
        </p>
      ) : null}
      {isAsking ? (
        <Dialog
          title={t("shift-end-title")}
          onClose={() => setAsking(false)}
          acts={
            <button
              type="button"
              class="primary"
              onClick={() => {
                setAsking(false);
                acts.endShift();
              }}
            >
              {t("shift-end-confirm")}
            </button>
          }
        >
          <p>{t("shift-end-text", { chats: openChats })}</p>
        </Dialog>
      ) : null}
    </section>
  );
}
