/**
 * Where one writes. Needs: the draft and whether writing is possible. Emits: `onDraft` at each change (also for
 * the typing sign), `onSend` with words that hold something. The draft is kept by the owner, so nothing typed is lost.
 *
 * The field grows by its mirror (a pseudo-element with the same text), without a style attribute.
 */

import type { Ref, VNode } from "preact";
import { useId, useRef } from "preact/hooks";

import { Icon } from "./icon.tsx";
import { useTexts } from "./texts.tsx";

export const MAX_TEXT = 2_000; // code points; ux.md, section 3
const COUNT_FROM = 1_800;

export interface ComposerProps {
  draft: string;
  isDisabled?: boolean;
  label?: string;
  placeholder?: string;
  /** Words of the button; "send" by default. */
  sendLabel?: string;
  max?: number;
  /** Enter sends: with a hardware keyboard by default; on phones it makes a new line. */
  sendsOnEnter?: boolean;
  field?: Ref<HTMLTextAreaElement>;
  onDraft(draft: string): void;
  onSend(text: string): void;
}

export function Composer(props: ComposerProps): VNode {
  const { t, language } = useTexts();
  const id = useId();
  const own = useRef<HTMLTextAreaElement | null>(null);
  const max = props.max ?? MAX_TEXT;
  const length = [...props.draft].length;
  const isTooLong = length > max;
  const isEmpty = props.draft.trim() === "";
  const sendsOnEnter = props.sendsOnEnter ?? matchMedia("(pointer: fine)").matches;

  function send(): void {
    own.current?.focus(); // keeps the keyboard of a phone open
    if (!isEmpty && !isTooLong && !props.isDisabled) props.onSend(props.draft.trim());
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter" || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || (sendsOnEnter && !event.shiftKey)) {
      event.preventDefault();
      send();
    }
  }

  return (
    <form
      class="composer"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="visually-hidden" for={id}>
        {props.label ?? t("composer-label")}
      </label>
      <div class="composer-field" data-mirror={`${props.draft} `}>
        <textarea
          id={id}
          ref={(element) => {
            own.current = element;
            if (typeof props.field === "function") props.field(element);
            else if (props.field) props.field.current = element;
          }}
          rows={1}
          value={props.draft}
          placeholder={props.placeholder ?? t("composer-placeholder")}
          disabled={props.isDisabled}
          lang={language}
          spellcheck={false}
          autoComplete="off"
          autocorrect="off"
          translate={false}
          data-gramm="false"
          enterkeyhint="send"
          aria-describedby={length >= COUNT_FROM ? `${id}-count` : undefined}
          aria-invalid={isTooLong}
          onInput={(event) => props.onDraft(event.currentTarget.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <button type="submit" class="composer-send" aria-disabled={isEmpty || isTooLong || props.isDisabled}>
        <Icon name="send" />
        {props.sendLabel ?? t("send")}
      </button>
      {length >= COUNT_FROM ? (
        <p class="composer-count" id={`${id}-count`}>
          {isTooLong ? t("composer-over", { count: length - max }) : t("composer-left", { count: max - length })}
        </p>
      ) : null}
    </form>
  );
}
