/**
 * The calm page in place of a console that has no session. Needs: whether the sign-in is over or the link was
 * closed for good. Emits: `onRetry`.
 */

import type { VNode } from "preact";

import { useTexts } from "../texts.tsx";

export function Gate({ why, onRetry }: { why: "signed_out" | "closed"; onRetry(): void }): VNode {
  const { t } = useTexts();
  if (why === "closed") {
    return (
      <div class="gate">
        <h1>{t("staff-face-console")}</h1>
        <p>{t("staff-closed")}</p>
        <button type="button" onClick={onRetry}>
          {t("staff-reload")}
        </button>
      </div>
    );
  }
  return (
    <div class="gate">
      <h1>{t("staff-signed-out-title")}</h1>
      <p>{t("staff-signed-out")}</p>
      <p>{t("staff-signed-out-calm")}</p>
      <button type="button" onClick={onRetry}>
        {t("staff-signed-out-retry")}
      </button>
    </div>
  );
}
