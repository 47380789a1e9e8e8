/** The words of the chosen language for every component below it. Needs: `texts`. */

import { type ComponentChildren, createContext, type VNode } from "preact";
import { useContext } from "preact/hooks";

import { createTexts, type Texts } from "../core/texts.ts";

const Context = createContext<Texts>(createTexts("id", []));

export function TextsProvider({ texts, children }: { texts: Texts; children: ComponentChildren }): VNode {
  return <Context.Provider value={texts}>{children}</Context.Provider>;
}

/** `const { t, language } = useTexts()` */
export function useTexts(): Texts {
  return useContext(Context);
}
