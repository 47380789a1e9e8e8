/**
 * `<peer-chat program="slug" lang="id">`: the launcher on any page, in plain DOM, without a library.
 *
 * Attributes: `program`, `lang`, `mode` (element, frame, page), `position` (start, end), `z-index`, `label`,
 * `for` (selector of an own button that opens the chat; the launcher is then not shown).
 * The chat is fetched when somebody reaches for the launcher, never when the page loads. Until the chat has its own
 * header, the panel's header holds help and leave. Whatever fails leads to the page of our own.
 */

import embedSheet from "./styles/embed.css";
import type { ChatOptions, Programme } from "./widget/config.ts";
import { cover, replacePage } from "./widget/leave.ts";
import { watchShift } from "./widget/shift.ts";

const ORIGIN = new URL(import.meta.url).origin;
const WIDE = "(min-width: 640px)";

type Chat = { mountChat(root: ShadowRoot, place: HTMLElement, options: ChatOptions): Promise<void> };

function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  text = "",
  onClick?: () => void,
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.textContent = text;
  if (onClick) element.addEventListener("click", onClick);
  return element;
}

class PeerChat extends HTMLElement {
  private root = this.attachShadow({ mode: "open" });
  private size = new CSSStyleSheet();
  private launch = make("button", "launch", "", () => this.open());
  private panel = make("dialog", "panel");
  private head = make("div", "head");
  private words = make("div", "words");
  private frame: HTMLIFrameElement | undefined;
  private trigger: HTMLElement | null = null;
  private config: Promise<Programme> | undefined;
  private isLoaded = false;
  private hasLeft = false;

  connectedCallback(): void {
    if (this.launch.isConnected) return;
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(embedSheet);
    this.root.adoptedStyleSheets = [sheet, this.size];
    // Marks by which tools that record pages know to leave this alone.
    this.classList.add("fs-exclude", "ph-no-capture", "rr-block", "sentry-block");
    for (const mark of ["data-hj-suppress", "data-clarity-mask", "data-private"]) this.setAttribute(mark, "true");
    const own = this.getAttribute("for");
    const button = own ? document.querySelector<HTMLElement>(own) : null;
    if (button) {
      this.launch.hidden = true;
      button.addEventListener("click", () => this.open());
    }
    this.trigger = button ?? this.launch;
    this.label(0);
    for (const type of ["pointerdown", "focus"]) {
      this.trigger.addEventListener(type, () => this.fetch(), { once: true });
    }
    const help = make("button", "", this.t("help"), () => this.showHelp());
    const exit = make("button", "", this.t("exit"), () => this.leave());
    const shrink = make("button", "", this.t("shrink"), () => this.shrink());
    for (const one of [help, exit, shrink]) one.type = "button";
    this.head.append(make("h2", "", this.t("title")), help, exit, shrink);
    this.words.textContent = this.t("loading");
    this.panel.setAttribute("aria-label", this.t("title"));
    this.panel.append(this.head, this.words);
    this.panel.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.shrink();
    });
    this.root.append(this.launch, this.panel);
    watchShift(document, (count) => {
      if (count === 3 && this.panel.open && (this.frame || !this.isLoaded)) this.leave();
    });
    addEventListener("message", (event) => this.hear(event));
    visualViewport?.addEventListener("resize", () => this.fit());
    visualViewport?.addEventListener("scroll", () => this.fit());
    this.fit();
  }

  private t(key: string): string {
    return (LAUNCHER_WORDS[this.lang.slice(0, 2)] ?? LAUNCHER_WORDS.id)?.[key] ?? key;
  }

  private get mode(): string {
    const isOurs = location.origin === ORIGIN;
    return this.getAttribute("mode") ?? (isOurs ? "element" : "frame");
  }

  private get ownPage(): string {
    const language = this.lang ? `?lang=${encodeURIComponent(this.lang)}` : "";
    return `${ORIGIN}/c/${encodeURIComponent(this.getAttribute("program") ?? "")}${language}`;
  }

  private label(unread: number): void {
    const words = this.getAttribute("label") || this.t("launcher");
    this.launch.textContent = unread ? `${words} (${unread})` : words;
  }

  /** The programme's public settings, fetched once. */
  private fetch(): Promise<Programme> {
    if (this.mode === "element") void import(`${ORIGIN}/assets/${WIDGET_FILE}`).catch(() => undefined); // told in load()
    this.config ??= fetch(`${ORIGIN}/api/programmes/${encodeURIComponent(this.getAttribute("program") ?? "")}`).then(
      (answer) => (answer.ok ? (answer.json() as Promise<Programme>) : Promise.reject(new Error(answer.statusText))),
    );
    return this.config;
  }

  private open(): void {
    if (this.mode === "page") {
      window.open(this.ownPage, "_blank", "noopener,noreferrer");
      return;
    }
    if (this.panel.open) return;
    if (matchMedia(WIDE).matches) this.panel.show();
    else this.panel.showModal();
    this.launch.hidden = true;
    this.label(0);
    this.tellFrame(true);
    if (!this.isLoaded) void this.load();
  }

  private shrink(): void {
    this.panel.close();
    this.tellFrame(false);
    if (this.trigger === this.launch) this.launch.hidden = false;
    this.trigger?.focus({ preventScroll: true });
  }

  private async load(): Promise<void> {
    try {
      const programme = await this.fetch();
      if (this.hasLeft) return;
      this.isLoaded = true;
      if (this.mode === "frame") this.loadFrame();
      else {
        const { mountChat } = (await import(`${ORIGIN}/assets/${WIDGET_FILE}`)) as Chat;
        const place = make("div", "place");
        this.panel.append(place);
        const options: ChatOptions = {
          programme,
          mode: "element",
          origin: ORIGIN,
          onShrink: () => this.shrink(),
          onUnread: (count) => this.panel.open || this.label(count),
        };
        if (this.lang === "id" || this.lang === "en") options.language = this.lang;
        await mountChat(this.root, place, options);
        this.takeOver();
      }
    } catch {
      this.isLoaded = false; // tried again at the next opening
      this.config = undefined;
      const link = make("a", "", this.t("own-page"));
      link.href = this.ownPage;
      link.target = "_blank";
      link.rel = "noopener noreferrer";
      this.words.replaceChildren(make("p", "", this.t("load-failed")), link);
    }
  }

  private loadFrame(): void {
    const frame = document.createElement("iframe");
    frame.src = `${this.ownPage}${this.lang ? "&" : "?"}frame=1`;
    frame.title = this.t("title");
    frame.referrerPolicy = "no-referrer";
    this.frame = frame;
    this.panel.append(frame);
  }

  /** The chat has its own header now. */
  private takeOver(): void {
    this.head.hidden = this.words.hidden = true;
  }

  private hear(event: MessageEvent): void {
    if (!this.frame || event.source !== this.frame.contentWindow || event.origin !== ORIGIN) return;
    const { peerChat, count } = event.data as { peerChat?: string; count?: number };
    if (peerChat === "ready") this.takeOver();
    if (peerChat === "shrink") this.shrink();
    if (peerChat === "leave") cover(this.root);
    if (peerChat === "unread" && !this.panel.open) this.label(count ?? 0);
  }

  private tellFrame(isOpen: boolean): void {
    this.frame?.contentWindow?.postMessage({ peerChat: isOpen ? "opened" : "closed" }, ORIGIN);
  }

  /** Help lines while the chat is still loading, or can't be loaded. */
  private showHelp(): void {
    void this.fetch().then(
      ({ help_lines: lines }) => {
        const list = make("ul", "");
        for (const line of lines) {
          const item = make("li", "", `${line.name}: `);
          const how = line.how[this.lang.slice(0, 2)] ?? Object.values(line.how)[0] ?? "";
          const call = make(line.tel ? "a" : "span", "", how);
          if (call instanceof HTMLAnchorElement) call.href = `tel:${line.tel}`;
          item.append(call);
          list.append(item);
        }
        this.words.replaceChildren(list);
      },
      () => location.assign(this.ownPage), // the page of our own holds the lines
    );
  }

  /** Leave before the chat is there, or from the page around it. */
  private leave(): void {
    this.hasLeft = true;
    cover(this.root);
    this.frame?.remove();
    void this.fetch().then(
      (programme) => replacePage(programme.exit_url),
      () => replacePage("about:blank"),
    );
  }

  /** Phones: the panel is as high as what the keyboard leaves. */
  private fit(): void {
    const view = visualViewport;
    const z = Number(this.getAttribute("z-index"));
    const size = view && !matchMedia(WIDE).matches ? `--height:${view.height}px;--top:${view.offsetTop}px;` : "";
    this.size.replaceSync(`:host{${size}${z ? `--z:${z}` : ""}}`);
  }
}

if (!customElements.get("peer-chat")) customElements.define("peer-chat", PeerChat);
