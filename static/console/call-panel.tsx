/**
 * Calling a professional: one tap, then what became of it, step by step. Always above the composer.
 * Needs: the state of the call, the programme's help lines. Emits: `onCall`, `onUse` for words of the protocol.
 */

import type { VNode } from "preact";
import { useState } from "preact/hooks";

import type { HelpLine } from "../core/frames.ts";
import { HelpLines } from "../ui/help-lines.tsx";
import { Icon } from "../ui/icon.tsx";
import { refusalWords } from "../ui/staff/words.ts";
import { useTexts } from "../ui/texts.tsx";
import { NobodySteps } from "./nobody-steps.tsx";
import type { Call } from "./state.ts";

export interface CallPanelProps {
  call: Call | undefined;
  isLive: boolean;
  lines: readonly HelpLine[];
  onCall(reason?: string): Promise<boolean>;
  onUse(text: string): void;
}

export function CallPanel({ call, isLive, lines, onCall, onUse }: CallPanelProps): VNode {
  const texts = useTexts();
  const { t } = texts;
  const [reason, setReason] = useState("");
  const step = call?.step;
  const isUnderWay = step === "sending" || step === "sent" || step === "nobody" || step === "claimed";

  function words(): string {
    if (!call) return "";
    switch (call.step) {
      case "sending":
        return t(isLive ? "call-sending" : "call-waiting");
      case "sent":
        return t("call-sent", { count: call.onDuty });
      case "claimed":
        return t("call-claimed", { name: call.name || t("staff-role-professional") });
      case "unsent":
        return t("call-unsent", { why: refusalWords(texts, call.code) });
      default:
        return t(`call-${call.step}`);
    }
  }

  return (
    <section class="call" aria-label={t("call-button")}>
      <div class="call-line">
        <button type="button" class="call-button" onClick={() => void onCall()} data-call>
          <Icon name="help" />
          {t(isUnderWay ? "call-again" : "call-button")}
        </button>
        <p class={`call-state call-state-${step ?? "none"}`} role="status">
          {words()}
        </p>
      </div>
      {step === "sent" || step === "nobody" || step === "claimed" ? (
        <details class="call-reason">
          <summary>{t("call-reason-open")}</summary>
          <form
            class="call-line"
            onSubmit={(event) => {
              event.preventDefault();
              if (reason.trim() === "") return;
              void onCall(reason.trim()).then((isSent) => isSent && setReason(""));
            }}
          >
            <label>
              <span class="visually-hidden">{t("call-reason")}</span>
              <input
                type="text"
                value={reason}
                maxLength={500}
                placeholder={t("call-reason")}
                autoComplete="off"
                onInput={(event) => setReason(event.currentTarget.value)}
              />
            </label>
            <button type="submit" aria-disabled={reason.trim() === ""}>
              {t("call-reason-send")}
            </button>
          </form>
        </details>
      ) : null}
      {call?.step === "nobody" ? (
        <details class="call-nobody" open>
          <summary>{t("guide-nobody-title")}</summary>
          <NobodySteps onUse={onUse} />
          <HelpLines lines={call.lines.length > 0 ? call.lines : lines} />
        </details>
      ) : null}
    </section>
  );
}
