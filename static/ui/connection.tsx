/**
 * Says that the link is lost, after three seconds of loss, and quietly when it is back. Needs: the link and the
 * words for a lost one. Emits: `onRetry`.
 */

import type { VNode } from "preact";

import type { Link } from "../core/transport.ts";
import { useDue } from "./bubble.tsx";
import { useTexts } from "./texts.tsx";

const SHOWN_AFTER_MS = 3_000; // ux.md, section 3

export function Connection({ link, onRetry }: { link: Link; onRetry(): void }): VNode {
  const { t } = useTexts();
  const isLost = useDue(link.status === "reconnecting" || link.status === "connecting", SHOWN_AFTER_MS);
  return (
    <div class="connection" role="status">
      {isLost ? (
        <p>
          {t("offline")}{" "}
          <button type="button" onClick={onRetry}>
            {t("offline-retry")}
          </button>
        </p>
      ) : null}
    </div>
  );
}
