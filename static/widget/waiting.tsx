/**
 * The waiting room, below the log: an honest wait, a breathing exercise, help lines, a way out. One can already write.
 * Needs: what is known of the wait, the lines. Emits: `onCancel`.
 */

import type { VNode } from "preact";
import { useEffect, useState } from "preact/hooks";

import type { HelpLine, Queue } from "../core/frames.ts";
import { waitMinutes } from "../core/time.ts";
import { HelpLines } from "../ui/help-lines.tsx";
import { useTexts } from "../ui/texts.tsx";
import { type Call, waitPhrase } from "./state.ts";

const LOOK_EVERY_MS = 15_000; // how often "longer than usual" is looked at

export interface WaitingProps {
  queue: Queue | undefined;
  since: number;
  lines: readonly HelpLine[];
  cancelling: Call | "asking";
  onCancel(): void;
}

export function Waiting({ queue, since, lines, cancelling, onCancel }: WaitingProps): VNode {
  const { t } = useTexts();
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, []);

  return (
    <div class="waiting">
      <p class="note" role="status">
        {words()}
      </p>
      <details>
        <summary>{t("breathe-title")}</summary>
        <p>{t("breathe-text")}</p>
      </details>
      {lines.length ? (
        <details>
          <summary>{t("lines-title")}</summary>
          <HelpLines lines={lines} />
        </details>
      ) : null}
      <p>
        <button type="button" class="plain" onClick={onCancel} aria-disabled={cancelling === "under_way"}>
          {t("waiting-leave")}
        </button>
        {cancelling === "failed" ? <span role="alert">{t("end-failed")}</span> : null}
      </p>
    </div>
  );

  function words(): string {
    const phrase = waitPhrase(queue, since ? now - since : 0);
    if (phrase === "long") return t("waiting-long");
    if (phrase === "unknown" || !queue?.range_s) return t("waiting-unknown");
    const { low, high } = waitMinutes(queue.range_s);
    const key = high === 1 ? "range-one" : low === high ? "range-same" : "range-between";
    return t("waiting", { range: t(key, { low, high }) });
  }
}
