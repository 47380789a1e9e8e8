/**
 * The list of keys of one face. Needs: the keys with the names of their words, and whether single keys are on.
 * Emits: `onSwitch`, `onClose`.
 */

import type { VNode } from "preact";

import { Dialog } from "../dialog.tsx";
import { useTexts } from "../texts.tsx";

export type KeyLine = readonly [keys: string, words: string];

/** Keys that both faces have, after their own. */
const SHARED: readonly KeyLine[] = [
  ["m", "staff-keys-mute"],
  ["F6 / Shift+F6", "staff-keys-panes"],
  ["Ctrl+Enter", "staff-keys-send"],
  ["Esc", "staff-keys-leave"],
  ["? / Ctrl+/", "staff-keys-help"],
];

export interface KeysDialogProps {
  lines: readonly KeyLine[];
  isOn: boolean;
  onSwitch(isOn: boolean): void;
  onClose(): void;
}

export function KeysDialog({ lines, isOn, onSwitch, onClose }: KeysDialogProps): VNode {
  const { t } = useTexts();
  return (
    <Dialog title={t("staff-keys-title")} onClose={onClose} closeLabel={t("staff-close")}>
      <p>{t("staff-keys-note")}</p>
      <dl class="keys">
        {[...lines, ...SHARED].map(([keys, words]) => (
          <div key={words}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{t(words)}</dd>
          </div>
        ))}
      </dl>
      <p>{t("staff-keys-never")}</p>
      <label>
        <input
          type="checkbox"
          role="switch"
          checked={isOn}
          onChange={(event) => onSwitch(event.currentTarget.checked)}
        />
        {t("staff-keys-single")}
      </label>
    </Dialog>
  );
}
