/**
 * Before the first chat: five short statements. Needs: retention, languages, whether the earlier chat is gone.
 * Emits: `onStart`, `onNotNow`, `onReaders`, `onLanguage`, `onOwnPage`.
 */

import type { VNode } from "preact";

import type { Language } from "../core/texts.ts";
import { useTexts } from "../ui/texts.tsx";
import { Screen } from "./screen.tsx";

export interface NoticeProps {
  days: number;
  languages: readonly string[];
  isExpired: boolean;
  isStored: boolean;
  /** Name of the site that could read along; only in `element` mode on another site. */
  host: string;
  ownPage: string;
  takesFocus: boolean;
  onStart(): void;
  onNotNow(): void;
  onReaders(): void;
  onLanguage(language: Language): void;
}

export function Notice(props: NoticeProps): VNode {
  const { t, language } = useTexts();
  const statements = ["limits-name", "limits-read", "limits-safety", "limits-auto"];
  return (
    <Screen
      title={t("limits-title")}
      takesFocus={props.takesFocus}
      acts={
        <>
          <button type="button" class="primary" onClick={props.onStart}>
            {t("start")}
          </button>
          <button type="button" onClick={props.onNotNow}>
            {t("not-now")}
          </button>
        </>
      }
    >
      {props.languages.length > 1 ? (
        <div class="languages" role="group" aria-label={t("language-label")}>
          {props.languages.map((one) => (
            <button
              key={one}
              type="button"
              class="plain"
              lang={one}
              aria-pressed={one === language}
              onClick={() => props.onLanguage(one as Language)}
            >
              {t(`language-${one}`)}
            </button>
          ))}
        </div>
      ) : null}
      {props.isExpired ? <p class="note">{t("expired")}</p> : null}
      <ul class="statements">
        {statements.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
        <li>{t("limits-keep", { days: props.days })}</li>
        {props.host ? (
          <li>
            {t("limits-host", { host: props.host })}{" "}
            <a href={props.ownPage} target="_blank" rel="noopener noreferrer">
              {t("switch-own")}
            </a>
          </li>
        ) : null}
      </ul>
      {props.isStored ? null : <p class="note">{t("no-storage")}</p>}
      <p class="meta">
        {t("exit")}: {t("exit-note")} {matchMedia("(pointer: fine)").matches ? t("exit-keys") : null}
      </p>
      <p>
        <button type="button" class="plain" onClick={props.onReaders}>
          {t("readers")}
        </button>
      </p>
    </Screen>
  );
}
