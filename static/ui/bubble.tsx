/**
 * One message. Needs: the message and whether its state is shown.
 * Emits: `onRetry`, `onDiscard` for one that is not stored.
 */

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useState } from "preact/hooks";

import { Icon, type IconName } from "./icon.tsx";
import type { BubbleState, Message } from "./items.ts";
import { useTexts } from "./texts.tsx";

const SENDING_AFTER_MS = 600; // ux.md, section 3: an ordinary send shows no state in between

const ICONS: Partial<Record<BubbleState, IconName>> = { queued: "clock", sent: "tick", delivered: "ticks" };

export interface BubbleProps {
  message: Message;
  showsState: boolean;
  onRetry?(id: string): void;
  onDiscard?(id: string): void;
  /** What stands in the bubble instead of the plain text, e.g. text with marks. */
  children?: ComponentChildren;
}

export function Bubble({ message, showsState, onRetry, onDiscard, children }: BubbleProps): VNode {
  return (
    <div class={`bubble bubble-${message.state === "failed" ? "failed" : "whole"}`}>
      <p class="bubble-text" dir="auto">
        {children ?? message.text}
      </p>
      {showsState ? <StateLine message={message} onRetry={onRetry} onDiscard={onDiscard} /> : null}
    </div>
  );
}

type StateLineProps = Pick<BubbleProps, "message"> & {
  onRetry: BubbleProps["onRetry"] | undefined;
  onDiscard: BubbleProps["onDiscard"] | undefined;
};

function StateLine({ message, onRetry, onDiscard }: StateLineProps): VNode | null {
  const { t, has } = useTexts();
  const isDue = useDue(message.state === "sending", SENDING_AFTER_MS);
  const { pending, state } = message;
  if (state === "sending" && !isDue) return null;
  const icon = ICONS[state];
  if (state !== "failed" || !pending) {
    return (
      <p class="bubble-state">
        {icon ? <Icon name={icon} /> : null}
        {t(`state-${state}`)}
      </p>
    );
  }
  const why = `failed-${pending.code}`;
  return (
    <div class="bubble-state">
      <p>
        {t("failed")} {has(why) ? t(why) : null}
      </p>
      <p class="bubble-acts">
        <button type="button" onClick={() => onRetry?.(pending.id)}>
          {t("failed-retry")}
        </button>
        <CopyButton text={pending.text} />
        <button type="button" onClick={() => onDiscard?.(pending.id)}>
          {t("failed-discard")}
        </button>
      </p>
    </div>
  );
}

function CopyButton({ text }: { text: string }): VNode {
  const { t } = useTexts();
  const [label, setLabel] = useState("failed-copy");
  const copy = (): void => {
    void navigator.clipboard?.writeText(text).then(
      () => setLabel("failed-copied"),
      () => setLabel("failed-copy-refused"),
    );
  };
  return (
    <button type="button" onClick={copy}>
      {t(label)}
    </button>
  );
}

/** True once `isOn` has been true for `ms`. */
export function useDue(isOn: boolean, ms: number): boolean {
  const [isDue, setDue] = useState(false);
  useEffect(() => {
    setDue(false);
    if (!isOn) return undefined;
    const timer = setTimeout(() => setDue(true), ms);
    return () => clearTimeout(timer);
  }, [isOn, ms]);
  return isOn && isDue;
}
