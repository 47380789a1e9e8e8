/** After the end, and the question before it. Emits: `onAgain`, `onClose`; `onEnd`, `onGoOn`. */

import type { VNode } from "preact";

import { useTexts } from "../ui/texts.tsx";
import type { SeekerState } from "./state.ts";

export function Ended({ onAgain, onClose }: { onAgain(): void; onClose(): void }): VNode {
  const { t } = useTexts();
  return (
    <div class="foot">
      <div class="acts">
        <button type="button" class="primary" onClick={onAgain}>
          {t("again")}
        </button>
        <button type="button" onClick={onClose}>
          {t("erase")}
        </button>
      </div>
    </div>
  );
}

export function EndQuestion(props: { call: SeekerState["end"]; onEnd(): void; onGoOn(): void }): VNode {
  const { t } = useTexts();
  return (
    <div class="foot" role="group" aria-label={t("end-ask")}>
      <p role="alert">{t(props.call === "failed" ? "end-failed" : "end-ask")}</p>
      <div class="acts">
        <button type="button" onClick={props.onEnd} aria-disabled={props.call === "under_way"}>
          {t("end-yes")}
        </button>
        <button type="button" class="primary" onClick={props.onGoOn}>
          {t("end-no")}
        </button>
      </div>
    </div>
  );
}
