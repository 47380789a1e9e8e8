/**
 * The calm page in place of a console that has no session. Needs: whether the sign-in is over or the link was
 * closed for good, and the name of the face. Emits: `onRetry`.
 */

import type { VNode } from "preact";

import { useTexts } from "../texts.tsx";

export function Gate({ why, face, onRetry }: { why: "signed_out" | "closed"; face: string; onRetry(): void }): VNode {
  const { t } = useTexts();
  const isOver = why === "signed_out";
  return (
    <main class="gate">
      <p class="meta">{face}</p>
      <h1>{t(isOver ? "staff-signed-out-title" : "staff-closed-title")}</h1>
      <p>{t(isOver ? "staff-signed-out" : "staff-closed")}</p>
      {isOver ? <p>{t("staff-signed-out-calm")}</p> : null}
      <button type="button" onClick={onRetry}>
        {t(isOver ? "staff-signed-out-retry" : "staff-reload")}
      </button>
    </main>
  );
}
