/**
 * The professional's desk: the wall, or one opened case, under one bar. Needs: the acts, who is signed in, what
 * has to be said at once. Emits: `onLanguage`, `onSignOut`.
 */

import type { VNode } from "preact";
import { useRef, useState } from "preact/hooks";

import { type Store, useSelected } from "../core/store.ts";
import { inLanguage, type Language } from "../core/texts.ts";
import { timer } from "../core/time.ts";
import type { Me } from "../ui/staff/account.ts";
import { useNow } from "../ui/staff/clock.ts";
import { KeysDialog, type KeyLine } from "../ui/staff/keys-dialog.tsx";
import { keepPreference, readPreference } from "../ui/staff/preferences.ts";
import { focusOn, moveFocus, useShortcuts } from "../ui/staff/shortcuts.ts";
import { SoundBanner } from "../ui/staff/sound-button.tsx";
import { TopBar } from "../ui/staff/top-bar.tsx";
import { refusalWords } from "../ui/staff/words.ts";
import { useTexts } from "../ui/texts.tsx";
import type { DeskActs } from "./acts.ts";
import type { Alert } from "./alerts.ts";
import { CaseView } from "./case-view.tsx";
import { countCases, type DeskMessage } from "./state.ts";
import { MARK_BUTTONS } from "./transcript.tsx";
import { isStale } from "./wall.ts";
import { WallView } from "./wall-view.tsx";

const KEYS: readonly KeyLine[] = [
  ["j / k", "staff-keys-next"],
  ["Enter", "staff-keys-open"],
  ["c", "staff-keys-claim"],
  ["w", "staff-keys-whisper"],
  ["n / p", "staff-keys-evidence"],
];

export interface AppProps {
  acts: DeskActs;
  alert: Store<Alert | undefined, Alert | undefined>;
  me: Me | undefined;
  onLanguage(language: Language): void;
  onSignOut(): void;
}

export function App({ acts, alert, me, onLanguage, onSignOut }: AppProps): VNode {
  const texts = useTexts();
  const { t, language } = texts;
  const state = useSelected(acts.store, (one) => one);
  const session = useSelected(acts.session.store, (one) => one);
  const said = useSelected(alert, (one) => one);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [areKeysOn, setKeysOn] = useState(readPreference("keys") !== "0");
  const came = useRef<string | undefined>(undefined); // case whose card gets the focus back

  const { link, you, clockOffset } = session;
  const mine = you?.id ?? me?.you.id ?? "";
  const card = state.open === undefined ? undefined : state.cases.get(state.open);
  const { unclaimed } = countCases(state.cases.values());
  const isOld = useStale(state.heardAt, link.status === "live");

  function topicWords(topics: readonly string[]): string {
    return topics
      .map((id) => inLanguage(me?.programme.topics.find((one) => one.id === id)?.label, language) || id)
      .join(", ");
  }

  function open(topic: string): void {
    came.current = topic;
    acts.open(topic);
  }

  function back(): void {
    acts.close();
    requestAnimationFrame(() => {
      if (!focusOn(`[data-case="${came.current ?? ""}"]`)) focusOn("#wall-title");
    });
  }

  function focused(): string | undefined {
    return document.activeElement?.closest<HTMLElement>("[data-case]")?.dataset["case"];
  }

  function claim(topic: string | undefined): boolean {
    if (topic === undefined || state.cases.get(topic)?.state !== "open") return false;
    came.current = topic;
    void acts.claim(topic);
    return true;
  }

  function press(selector: string): boolean {
    const button = document.querySelector<HTMLElement>(selector);
    button?.click();
    return button !== null;
  }

  useShortcuts({
    isOn: areKeysOn,
    onHelp: () => setHelpOpen(true),
    keys: {
      j: () => moveFocus("[data-case]", 1),
      k: () => moveFocus("[data-case]", -1),
      c: () => claim(state.open ?? focused()),
      w: () => focusOn(".whispers textarea"),
      n: () => press(MARK_BUTTONS.next),
      p: () => press(MARK_BUTTONS.previous),
      m: () => acts.sounds.toggle(),
    },
  });

  return (
    <main class="desk">
      <TopBar
        title={t("staff-face-desk")}
        name={you?.alias ?? me?.you.alias ?? ""}
        link={isOld && link.status === "live" ? { ...link, status: "reconnecting" } : link}
        sounds={acts.sounds}
        onKeys={() => setHelpOpen(true)}
        onLanguage={onLanguage}
        onSignOut={onSignOut}
      >
        <p class="bar-duty">
          {state.desk
            ? t("desk-duty", {
                professionals: state.desk.professionals,
                supporters: state.desk.supporters,
                chats: state.desk.chats,
              })
            : t("desk-duty-unknown")}
          {typeof state.queue?.waiting === "number" ? (
            <>
              {" · "}
              {t("desk-queue", { waiting: state.queue.waiting, longest: timer((state.queue.longest_s ?? 0) * 1000) })}
            </>
          ) : null}
        </p>
        <label class="switch">
          <input
            type="checkbox"
            role="switch"
            checked={state.desk?.on_duty ?? false}
            disabled={state.desk === undefined || link.status !== "live"}
            onChange={(event) => acts.setDuty(event.currentTarget.checked)}
          />
          {t("desk-on-duty")}
        </label>
      </TopBar>
      <div class="banners">
        <SoundBanner sounds={acts.sounds} />
        {state.desk && state.desk.professionals === 0 ? <p class="banner">{t("desk-nobody-on-duty")}</p> : null}
        {isOld ? <Stale heardAt={state.heardAt} onRetry={acts.session.transport.nudge} /> : null}
        {state.message ? (
          <Message
            message={state.message}
            onShow={state.cases.has(state.message.topic) && state.open !== state.message.topic ? open : undefined}
            onClose={() => acts.store.dispatch({ type: "message", message: undefined })}
          />
        ) : null}
        <p class="visually-hidden" role="alert">
          {said ? t(`alert-${said.kind}`) : null}
        </p>
      </div>
      {state.open !== undefined && card ? (
        <CaseView
          acts={acts}
          card={card}
          logs={session.logs}
          me={mine}
          name={you?.alias ?? ""}
          isLive={link.status === "live"}
          clockOffset={clockOffset}
          unclaimed={unclaimed}
          topicWords={topicWords}
          onBack={back}
        />
      ) : (
        <WallView
          state={state}
          isStale={isOld}
          me={mine}
          clockOffset={clockOffset}
          topicWords={topicWords}
          onOpen={open}
          onClaim={claim}
        />
      )}
      {isHelpOpen ? (
        <KeysDialog
          lines={KEYS}
          isOn={areKeysOn}
          onSwitch={(isOn) => {
            keepPreference("keys", isOn ? "1" : "0");
            setKeysOn(isOn);
          }}
          onClose={() => setHelpOpen(false)}
        />
      ) : null}
    </main>
  );
}

/** Whether the last sign of the server is too old; before the first one it is, unless the link is new. */
function useStale(heardAt: number, isLive: boolean): boolean {
  const now = useNow();
  return heardAt > 0 ? isStale(heardAt, now) : !isLive && now - performance.timeOrigin > 10_000;
}

function Stale({ heardAt, onRetry }: { heardAt: number; onRetry(): void }): VNode {
  const { t } = useTexts();
  const now = useNow();
  return (
    <div class="banner banner-stale">
      <p role="status">{t("wall-stale-announced")}</p>
      <p aria-hidden="true">{heardAt > 0 ? t("wall-stale", { age: timer(now - heardAt) }) : null}</p>
      <button type="button" onClick={onRetry}>
        {t("wall-reconnect")}
      </button>
    </div>
  );
}

interface MessageProps {
  message: DeskMessage;
  onShow: ((topic: string) => void) | undefined;
  onClose(): void;
}

function Message({ message, onShow, onClose }: MessageProps): VNode {
  const texts = useTexts();
  const { t } = texts;
  const words =
    message.kind === "conflict"
      ? t("desk-conflict", { owner: message.owner })
      : message.kind === "lease_lost"
        ? t("desk-lease-lost")
        : refusalWords(texts, message.code);
  return (
    <div class="banner" role="status">
      <p>{words}</p>
      {onShow ? (
        <button type="button" onClick={() => onShow(message.topic)}>
          {t("desk-show-case")}
        </button>
      ) : null}
      <button type="button" onClick={onClose}>
        {t("staff-close")}
      </button>
    </div>
  );
}
