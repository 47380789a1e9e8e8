/**
 * A modal question or form in a native `<dialog>`. Needs: a title; is open while it is rendered.
 * Emits: `onClose` for Esc and for the close button. Focus returns to where it was.
 */

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useId, useRef } from "preact/hooks";

import { useTexts } from "./texts.tsx";

export interface DialogProps {
  title: string;
  onClose(): void;
  /** Words of the close button where there is nothing to cancel. */
  closeLabel?: string;
  children: ComponentChildren;
  /** Buttons that decide; the close button stands before them. */
  acts?: ComponentChildren;
}

export function Dialog({ title, onClose, closeLabel, children, acts }: DialogProps): VNode {
  const { t } = useTexts();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault(); // closed by its owner, who stops rendering it
        onClose();
      }}
    >
      <article>
        <h2 id={id} tabIndex={-1}>
          {title}
        </h2>
        {children}
        <footer>
          <button type="button" class="secondary" onClick={onClose}>
            {closeLabel ?? t("dialog-close")}
          </button>
          {acts}
        </footer>
      </article>
    </dialog>
  );
}
