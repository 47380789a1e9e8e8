/**
 * The supporter's console: rail, chat and guidance beside each other, a drawer, or tabs (ux.md 2.2).
 * Needs: the acts, who is signed in. Emits: `onLanguage`, `onSignOut`.
 */

import type { VNode } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Log, Logs } from "../core/logs.ts";
import { useSelected } from "../core/store.ts";
import { inLanguage, type Language } from "../core/texts.ts";
import { timer } from "../core/time.ts";
import { Connection } from "../ui/connection.tsx";
import type { Me } from "../ui/staff/account.ts";
import { KeysDialog, type KeyLine } from "../ui/staff/keys-dialog.tsx";
import { keepPreference, readPreference } from "../ui/staff/preferences.ts";
import { focusOn, moveFocus, useShortcuts } from "../ui/staff/shortcuts.ts";
import { SoundBanner } from "../ui/staff/sound-button.tsx";
import { TopBar } from "../ui/staff/top-bar.tsx";
import { Whispers } from "../ui/staff/whispers.tsx";
import { refusalWords } from "../ui/staff/words.ts";
import { useTexts } from "../ui/texts.tsx";
import { type ConsoleActs, whisperOf } from "./acts.ts";
import { ChatRail, type RailLine } from "./chat-rail.tsx";
import { Chat } from "./chat.tsx";
import { Guide } from "./guide.tsx";
import { OfferPanel } from "./offer-panel.tsx";
import { ShiftPanel } from "./shift-panel.tsx";
import { type ConsoleState, shiftStatus } from "./state.ts";

const TABS = ["offers", "chat", "guide"] as const;
type Tab = (typeof TABS)[number];
const TAB_WORDS: Record<Tab, string> = { offers: "offer-title", chat: "chats-tab", guide: "guide-title" };

const KEYS: readonly KeyLine[] = [
  ["j / k", "staff-keys-next"],
  ["Enter", "staff-keys-open"],
  ["c", "staff-keys-accept"],
  ["w", "staff-keys-whisper"],
  ["e", "staff-keys-call"],
];

export interface AppProps {
  acts: ConsoleActs;
  me: Me | undefined;
  onLanguage(language: Language): void;
  onSignOut(): void;
}

export function App({ acts, me, onLanguage, onSignOut }: AppProps): VNode {
  const texts = useTexts();
  const { t, language } = texts;
  const state = useSelected(acts.store, (one) => one);
  const session = useSelected(acts.session.store, (one) => one);
  const [tab, setTab] = useState<Tab>("offers");
  const [isWhisperShown, setWhisperShown] = useState(false); // on a phone, instead of the chat
  const [isGuideOpen, setGuideOpen] = useState(false);
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [areKeysOn, setKeysOn] = useState(readPreference("keys") !== "0");
  const [used, setUsed] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const whisperField = useRef<HTMLTextAreaElement>(null);
  const guideTitle = useRef<HTMLHeadingElement>(null);
  const guideButton = useRef<HTMLButtonElement>(null);

  const { logs, link } = session;
  const isLive = link.status === "live";
  const mine = session.you?.id ?? me?.you.id ?? "";
  const help = me?.programme.help_lines ?? [];
  const lines = railLines(state, logs, mine, (log, number) =>
    log && log.topics.length > 0
      ? t("chats-named", { number, topics: topicWords(log.topics) })
      : t("chats-unnamed", { number }),
  );
  const openChats = lines.filter((line) => line.status === "active").length;
  const shown = state.shown;
  const line = lines.find((one) => one.topic === shown);
  const log = shown ? logs[shown] : undefined;
  const whispers = shown ? logs[whisperOf(shown)] : undefined;
  const hasProfessional = log?.people.some((one) => one.role === "professional") ?? false;
  const hasWhispers = line?.status === "active" && (hasProfessional || (whispers?.entries.length ?? 0) > 0);
  const canWrite = line?.status === "active";
  const newWhispers = hasWhispers ? countNew(whispers, mine, state.seen[whisperOf(shown ?? "")] ?? 0) : 0;

  function topicWords(topics: readonly string[]): string {
    return topics
      .map((id) => inLanguage(me?.programme.topics.find((one) => one.id === id)?.label, language) || id)
      .join(", ");
  }

  function show(topic: string): void {
    acts.show(topic);
    setTab("chat");
  }

  /** Put words into the composer, after what stands there; sends nothing. */
  function use(text: string): void {
    if (!shown) return;
    const draft = acts.store.get().drafts[shown] ?? "";
    acts.store.dispatch({ type: "draft", topic: shown, text: draft.trim() ? `${draft.trimEnd()} ${text}` : text });
    setTab("chat");
    closeGuide();
    setUsed(t("guide-used"));
    requestAnimationFrame(() => field.current?.focus());
  }

  function openGuide(): void {
    setGuideOpen(true);
    requestAnimationFrame(() => guideTitle.current?.focus());
  }

  function closeGuide(): void {
    if (!isGuideOpen) return;
    setGuideOpen(false);
    guideButton.current?.focus();
  }

  // What stands on the screen has been seen; a hidden tab, or a pane that the layout hides, shows nothing.
  useEffect(() => {
    const see = (): void => {
      if (document.hidden || !shown) return;
      for (const [pane, held] of [
        [".pane-chat", log],
        [".pane-whisper", whispers],
      ] as const) {
        if (held && document.querySelector(pane)?.checkVisibility()) {
          acts.store.dispatch({ type: "seen", topic: held.topic, seq: held.seq });
        }
      }
    };
    see();
    document.addEventListener("visibilitychange", see);
    addEventListener("resize", see);
    return () => {
      document.removeEventListener("visibilitychange", see);
      removeEventListener("resize", see);
    };
  }, [shown, log?.seq, whispers?.seq, tab, isWhisperShown]);
  // On a phone, the chat that is shown is where the supporter wants to be.
  useEffect(() => {
    if (shown) setTab("chat");
  }, [shown]);
  useEffect(() => {
    if (state.offer) setTab((now) => (now === "chat" ? now : "offers"));
  }, [state.offer?.offer]);
  useEffect(() => {
    if (!used) return undefined;
    const timer_ = setTimeout(() => setUsed(""), 10_000);
    return () => clearTimeout(timer_);
  }, [used]);

  useShortcuts({
    isOn: areKeysOn,
    onHelp: () => setHelpOpen(true),
    keys: {
      j: () => moveFocus("[data-chat]", 1),
      k: () => moveFocus("[data-chat]", -1),
      c: () => (state.offer ? acts.accept() : false),
      w: () => {
        if (!hasWhispers) return false;
        setWhisperShown(true);
        requestAnimationFrame(() => focusOn(".whispers textarea"));
        return true;
      },
      e: () => (shown && canWrite ? void acts.call(shown) : false),
      m: () => acts.sounds.toggle(),
      Escape: () => (isGuideOpen ? closeGuide() : false),
    },
  });

  const offerWords = state.offer
    ? t("offer-announced", {
        topics: topicWords(state.offer.summary.topics) || t("offer-no-topics"),
        waited: timer(state.offer.summary.waited_s * 1000),
      })
    : "";

  return (
    <main
      class="console"
      data-tab={tab}
      data-guide={isGuideOpen ? "open" : "closed"}
      data-side={hasWhispers && isWhisperShown ? "whisper" : "chat"}
    >
      <TopBar
        title={t("staff-face-console")}
        name={session.you?.alias ?? me?.you.alias ?? ""}
        link={link}
        sounds={acts.sounds}
        onKeys={() => setHelpOpen(true)}
        onLanguage={onLanguage}
        onSignOut={onSignOut}
      />
      <div class="banners">
        <Connection link={link} onRetry={acts.session.transport.nudge} />
        {shiftStatus(state, openChats) !== "off" ? <SoundBanner sounds={acts.sounds} /> : null}
        {state.problem ? (
          <Banner
            words={refusalWords(texts, state.problem)}
            onClose={() => acts.store.dispatch({ type: "problem", code: undefined })}
          />
        ) : null}
        {state.isLeadNeeded ? (
          <Banner words={t("call-lead-needed")} onClose={() => acts.store.dispatch({ type: "dismiss_lead" })} />
        ) : null}
        <p class="visually-hidden" role="status">
          {offerWords || used}
        </p>
      </div>
      <section class="pane pane-rail" data-pane tabIndex={-1} aria-label={t("rail-title")}>
        <ShiftPanel acts={acts} state={state} openChats={openChats} isLive={isLive} />
        <OfferPanel
          acts={acts}
          state={state}
          status={shiftStatus(state, openChats)}
          clockOffset={session.clockOffset}
          topicWords={topicWords}
        />
        <ChatRail lines={lines} shown={shown} onShow={show} />
      </section>
      {hasWhispers ? (
        <nav class="pane-tabs chat-tabs" aria-label={t("chats-tab")}>
          <button
            type="button"
            aria-current={isWhisperShown ? undefined : "page"}
            onClick={() => setWhisperShown(false)}
          >
            {t("chats-tab")}
          </button>
          <button
            type="button"
            aria-current={isWhisperShown ? "page" : undefined}
            onClick={() => setWhisperShown(true)}
          >
            {t("whisper-title")}
            {newWhispers > 0 ? <span class="count">{t("chats-unread", { count: newWhispers })}</span> : null}
          </button>
        </nav>
      ) : null}
      <section class="pane pane-chat" data-pane tabIndex={-1} aria-label={t("chats-tab")}>
        {line && log ? (
          <>
            <button
              type="button"
              class="guide-button"
              ref={guideButton}
              aria-expanded={isGuideOpen}
              onClick={openGuide}
            >
              {t("chat-guide-open")}
            </button>
            <Chat
              acts={acts}
              state={state}
              log={log}
              line={line}
              me={mine}
              isLive={isLive}
              lines={help}
              field={field}
              onUse={use}
            />
          </>
        ) : (
          <p class="empty">{t("chats-empty")}</p>
        )}
      </section>
      {hasWhispers && shown ? (
        <section class="pane pane-whisper" data-pane tabIndex={-1} aria-label={t("whisper-title")}>
          <Whispers
            key={shown}
            log={whispers}
            topic={whisperOf(shown)}
            me={mine}
            heading="h2"
            isLive={isLive}
            mayWrite={hasProfessional}
            field={whisperField}
            onSend={(text) => acts.session.write(whisperOf(shown), text)}
            onRetry={(id) => acts.session.retry(whisperOf(shown), id)}
            onDiscard={(id) => acts.session.discard(whisperOf(shown), id)}
          />
        </section>
      ) : null}
      <section class="pane pane-guide" data-pane tabIndex={-1} aria-label={t("guide-title")}>
        <header class="guide-head">
          <h2 ref={guideTitle} tabIndex={-1}>
            {t("guide-title")}
          </h2>
          <button type="button" class="quiet guide-close" onClick={closeGuide}>
            {t("chat-guide-close")}
          </button>
        </header>
        <Guide lines={help} onUse={canWrite ? use : undefined} />
      </section>
      <nav class="tabs" aria-label={t("staff-face-console")}>
        {TABS.map((one) => (
          <button key={one} type="button" aria-current={one === tab ? "page" : undefined} onClick={() => setTab(one)}>
            {t(TAB_WORDS[one])}
            {tabCount(one, state, lines) > 0 ? <span class="count">{tabCount(one, state, lines)}</span> : null}
          </button>
        ))}
      </nav>
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

function Banner({ words, onClose }: { words: string; onClose(): void }): VNode {
  const { t } = useTexts();
  return (
    <div class="banner" role="status">
      <p>{words}</p>
      <button type="button" onClick={onClose}>
        {t("staff-close")}
      </button>
    </div>
  );
}

function tabCount(tab: Tab, state: ConsoleState, lines: readonly RailLine[]): number {
  if (tab === "offers") return state.offer ? 1 : 0;
  return tab === "chat" ? lines.reduce((sum, line) => sum + line.unread, 0) : 0;
}

/** The chats as lines of the rail; exported for the title badge. */
export function railLines(
  state: ConsoleState,
  logs: Logs,
  me: string,
  nameOf: (log: Log | undefined, number: number) => string,
): readonly RailLine[] {
  return state.chats.map((topic, index): RailLine => {
    const log = logs[topic];
    const seen = state.seen[topic] ?? 0;
    const status =
      state.handedTo[topic] !== undefined
        ? "handed"
        : log?.state === "ended"
          ? "ended"
          : log?.state === "left" || log?.state === "waiting"
            ? "left"
            : "active";
    return { topic, name: nameOf(log, index + 1), status, unread: countNew(log, me, seen) };
  });
}

/** How many words of others came after `seen`. */
function countNew(log: Log | undefined, me: string, seen: number): number {
  const isWords = (kind: string): boolean => kind === "message" || kind === "whisper";
  return (log?.entries ?? []).filter((entry) => isWords(entry.kind) && entry.by !== me && entry.seq > seen).length;
}
