/**
 * Keys of the consoles (ux.md, section 8). Single keys never act inside fields, in dialogs, or with a modifier,
 * and can be switched off; F6 goes round the panes, which are marked with `data-pane`.
 */

import { useEffect, useRef } from "preact/hooks";

export interface Shortcuts {
  /** Key as `KeyboardEvent.key` names it -> act; return false for "not now" to let the browser have the key. */
  keys: Readonly<Record<string, () => boolean | void>>;
  isOn: boolean;
  onHelp(): void;
}

export function useShortcuts(shortcuts: Shortcuts): void {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const { keys, isOn, onHelp } = latest.current;
      if (document.querySelector("dialog[open]")) return;
      if (event.key === "F6") {
        event.preventDefault();
        cyclePanes(event.shiftKey ? -1 : 1);
        return;
      }
      const isField = isInField(event.target);
      if (isField) {
        if (event.key === "Escape") leaveField(event.target);
        else if (event.key === "/" && event.ctrlKey) {
          event.preventDefault();
          onHelp();
        }
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "?") {
        event.preventDefault();
        onHelp();
        return;
      }
      if (isOn && keys[event.key] && keys[event.key]?.() !== false) event.preventDefault();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, []);
}

/** Whether this place takes letters as text. */
export function isInField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

/** Put the focus on the first visible element that `selector` finds; false if there is none. */
export function focusOn(selector: string): boolean {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((one) => one.checkVisibility());
  found?.focus();
  return found !== undefined;
}

/** Move the focus by `step` through what `selector` finds; from outside it goes to the first or last. */
export function moveFocus(selector: string, step: 1 | -1): boolean {
  const all = [...document.querySelectorAll<HTMLElement>(selector)].filter((one) => one.checkVisibility());
  const at = all.findIndex((one) => one.contains(document.activeElement));
  const next = at === -1 ? all[step === 1 ? 0 : all.length - 1] : all[at + step];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
  return next !== undefined;
}

function cyclePanes(step: 1 | -1): void {
  const panes = [...document.querySelectorAll<HTMLElement>("[data-pane]")].filter((one) => one.checkVisibility());
  if (panes.length === 0) return;
  const at = panes.findIndex((one) => one.contains(document.activeElement));
  const next = panes[(at + step + panes.length) % panes.length] ?? panes[0];
  next?.focus();
}

function leaveField(target: EventTarget | null): void {
  const pane = (target as HTMLElement).closest<HTMLElement>("[data-pane]");
  if (pane) pane.focus();
  else (target as HTMLElement).blur();
}
