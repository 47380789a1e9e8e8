/**
 * The line at the top of a staff face: its name, the link, sound, and a small menu. Needs: the link, the sounds.
 * Emits: `onKeys`, `onLanguage`, `onSignOut`. Children stand between the name and the link.
 */

import type { ComponentChildren, VNode } from "preact";

import type { Language } from "../../core/texts.ts";
import type { Link } from "../../core/transport.ts";
import { useTexts } from "../texts.tsx";
import { SoundButton } from "./sound-button.tsx";
import type { Sounds } from "./sounds.ts";

export interface TopBarProps {
  title: string;
  name: string;
  link: Link;
  sounds: Sounds;
  children?: ComponentChildren;
  onKeys(): void;
  onLanguage(language: Language): void;
  onSignOut(): void;
}

export function TopBar({ title, name, link, sounds, children, onKeys, onLanguage, onSignOut }: TopBarProps): VNode {
  const { t, language } = useTexts();
  const isLive = link.status === "live";
  const isFirst = link.status === "connecting" || link.status === "idle";
  const other = language === "id" ? "en" : "id";
  return (
    <header class="bar">
      <h1>{title}</h1>
      {children}
      <p class={`bar-link ${isLive ? "bar-link-live" : "bar-link-lost"}`} role="status">
        <span aria-hidden="true">{isLive ? "●" : "○"}</span>{" "}
        {t(isLive ? "staff-link-live" : isFirst ? "staff-link-connecting" : "staff-link-lost")}
      </p>
      <SoundButton sounds={sounds} />
      <details class="menu">
        <summary>{name || t("staff-menu")}</summary>
        <div class="menu-list">
          <button type="button" class="quiet" onClick={onKeys}>
            {t("staff-keys")}
          </button>
          <button type="button" class="quiet" lang={other} onClick={() => onLanguage(other)}>
            {t(`staff-switch-${other}`)}
          </button>
          <button type="button" class="quiet" onClick={onSignOut}>
            {t("staff-sign-out")}
          </button>
        </div>
      </details>
    </header>
  );
}
