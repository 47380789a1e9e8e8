/**
 * Help lines from the page's own data, and "I'm not safe right now". Works without a network.
 * Needs: the lines, how far the call is, whether the link lives. Emits: `onUnsafe`, `onBack`.
 */

import type { VNode } from "preact";

import type { HelpLine } from "../core/frames.ts";
import { HelpLines } from "../ui/help-lines.tsx";
import { useTexts } from "../ui/texts.tsx";
import { Screen } from "./screen.tsx";
import type { Call } from "./state.ts";

export interface HelpPanelProps {
  lines: readonly HelpLine[];
  call: Call;
  isLive: boolean;
  onUnsafe(): void;
  onBack(): void;
}

export function HelpPanel({ lines, call, isLive, onUnsafe, onBack }: HelpPanelProps): VNode {
  const { t } = useTexts();
  return (
    <Screen
      title={t("help")}
      acts={
        <button type="button" class="primary" onClick={onBack}>
          {t("back")}
        </button>
      }
    >
      {lines.length ? (
        <>
          <p>{t("help-text")}</p>
          <HelpLines lines={lines} />
        </>
      ) : (
        <p>{t("help-empty")}</p>
      )}
      <p>{t("help-near")}</p>
      <div class="card">
        <p>{t("unsafe-why")}</p>
        <p>
          <button type="button" onClick={onUnsafe} aria-disabled={call === "under_way" || call === "done"}>
            {t("unsafe")}
          </button>
        </p>
        <p role="status">{call ? t(`unsafe-${outcome()}`) : null}</p>
      </div>
      <details>
        <summary>{t("help-ground-title")}</summary>
        <p>{t("help-ground")}</p>
      </details>
    </Screen>
  );

  function outcome(): string {
    if (call === "done") return "sent";
    if (call === "failed") return "failed";
    return isLive ? "sending" : "waiting";
  }
}
