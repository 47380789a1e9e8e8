/** Whether the page makes sounds, as words, and the switch for it. Needs: `sounds`. */

import type { VNode } from "preact";

import { useSelected } from "../../core/store.ts";
import { useTexts } from "../texts.tsx";
import type { Sounds } from "./sounds.ts";

export function SoundButton({ sounds }: { sounds: Sounds }): VNode {
  const { t } = useTexts();
  const state = useSelected(sounds.store, (one) => one);
  return (
    <button type="button" class="quiet" aria-pressed={state === "on"} onClick={sounds.toggle}>
      {t(state === "on" ? "staff-sound-on" : "staff-sound-off")}
    </button>
  );
}

/** Says that sound is not possible now, with a way out of it; nothing while it is on, or off on purpose. */
export function SoundBanner({ sounds }: { sounds: Sounds }): VNode | null {
  const { t } = useTexts();
  const state = useSelected(sounds.store, (one) => one);
  if (state === "on" || state === "off") return null;
  return (
    <div class="banner" role="status">
      <p>{t("staff-sound-blocked")}</p>
      <button type="button" onClick={() => void sounds.unlock("test")}>
        {t("staff-sound-fix")}
      </button>
    </div>
  );
}
