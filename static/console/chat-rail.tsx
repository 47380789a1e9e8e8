/** The supporter's chats. Needs: the chats as lines. Emits: `onShow`. */

import type { VNode } from "preact";
import { useId } from "preact/hooks";

import { useTexts } from "../ui/texts.tsx";

export interface RailLine {
  topic: string;
  name: string;
  /** Name of its words: active, ended, handed, left. */
  status: "active" | "ended" | "handed" | "left";
  unread: number;
}

export interface ChatRailProps {
  lines: readonly RailLine[];
  shown: string | undefined;
  onShow(topic: string): void;
}

export function ChatRail({ lines, shown, onShow }: ChatRailProps): VNode {
  const { t } = useTexts();
  const id = useId();
  return (
    <section class="chats" aria-labelledby={id}>
      <h2 id={id}>{t("chats-title")}</h2>
      {lines.length === 0 ? <p class="meta">{t("chats-none")}</p> : null}
      <ul class="rail-list">
        {lines.map((line) => (
          <li key={line.topic}>
            <button
              type="button"
              class="rail-line"
              aria-current={line.topic === shown ? "true" : undefined}
              onClick={() => onShow(line.topic)}
              data-chat
            >
              <span class="rail-name">{line.name}</span>
              <span class="meta">{t(`chat-${line.status}`)}</span>
              {line.unread > 0 ? <span class="count">{t("chats-unread", { count: line.unread })}</span> : null}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
