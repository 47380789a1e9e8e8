/** A screen of text: a heading that takes the focus, content that scrolls, and acts below it that do not. */

import type { ComponentChildren, VNode } from "preact";
import { useEffect, useRef } from "preact/hooks";

export interface ScreenProps {
  title: string;
  children: ComponentChildren;
  acts?: ComponentChildren;
  /** Focus goes to the heading when the screen appears; not for the first screen of a page. */
  takesFocus?: boolean;
  label?: string;
}

export function Screen({ title, children, acts, takesFocus = true }: ScreenProps): VNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (takesFocus) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <section class="body" aria-label={title}>
      <div class="scroll" tabIndex={0} role="group" aria-label={title}>
        <div class="stack">
          <h2 ref={heading} tabIndex={-1}>
            {title}
          </h2>
          {children}
        </div>
      </div>
      {acts ? (
        <div class="foot">
          <div class="acts">{acts}</div>
        </div>
      ) : null}
    </section>
  );
}
