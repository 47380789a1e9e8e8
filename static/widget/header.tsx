/**
 * The same on every screen: title, help, leave, and in a panel "make small" (WCAG 3.2.6).
 * Needs: whether help is open, how often Shift was pressed. Emits: `onHelp`, `onExit`, `onShrink`.
 */

import type { VNode } from "preact";

import { Icon } from "../ui/icon.tsx";
import { useTexts } from "../ui/texts.tsx";

export interface HeaderProps {
  isHelpOpen: boolean;
  shifts: number;
  onHelp(): void;
  onExit(): void;
  onShrink?: (() => void) | undefined;
}

const STEPS = ["", "exit-once", "exit-twice", "exit-now"];

export function Header({ isHelpOpen, shifts, onHelp, onExit, onShrink }: HeaderProps): VNode {
  const { t } = useTexts();
  return (
    <header class="head">
      <h1 class="head-title" tabIndex={-1}>
        {t("title")}
      </h1>
      <button type="button" class="help" aria-expanded={isHelpOpen} onClick={onHelp}>
        <Icon name="help" />
        {t("help")}
      </button>
      <button type="button" class="exit" onClick={onExit}>
        <Icon name="exit" />
        {t("exit")}
      </button>
      {onShrink ? (
        <button type="button" onClick={onShrink}>
          <Icon name="shrink" />
          {t("shrink")}
        </button>
      ) : null}
      <div role="alert" class={shifts ? "exit-steps" : ""}>
        {shifts ? <span class="exit-dots" aria-hidden="true">{"●".repeat(shifts) + "○".repeat(3 - shifts)}</span> : null}
        {t(STEPS[shifts] || "") || null}
      </div>
    </header>
  );
}
