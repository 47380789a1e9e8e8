/**
 * Cards of help lines. Needs: the lines, in the order in which they are shown; `first`: how many stand open, the rest
 * behind one tap. Works without a network.
 */

import type { VNode } from "preact";

import type { HelpLine } from "../core/frames.ts";
import { inLanguage, LOCALES } from "../core/texts.ts";
import { Icon } from "./icon.tsx";
import { useTexts } from "./texts.tsx";

export function HelpLines({ lines, first = lines.length }: { lines: readonly HelpLine[]; first?: number }): VNode {
  const { t } = useTexts();
  return (
    <>
      <ul class="lines">
        {lines.slice(0, first).map((line) => (
          <HelpCard key={line.name} line={line} />
        ))}
      </ul>
      {lines.length > first ? (
        <details>
          <summary>{t("lines-more")}</summary>
          <HelpLines lines={lines.slice(first)} />
        </details>
      ) : null}
    </>
  );
}

function HelpCard({ line }: { line: HelpLine }): VNode {
  const { t, language } = useTexts();
  const how = inLanguage(line.how, language);
  const facts = [inLanguage(line.audience, language), inLanguage(line.hours, language), inLanguage(line.note, language)];
  const checked = lastChecked(line);
  return (
    <li class="line">
      <p class="line-name">{line.name}</p>
      {line.tel ? (
        <a class="line-call" href={`tel:${line.tel}`}>
          <Icon name="phone" />
          {how || line.tel}
        </a>
      ) : (
        <p class="line-how">{how}</p>
      )}
      {line.url ? (
        <p>
          <a href={line.url} target="_blank" rel="noopener noreferrer">
            {t("line-site", { name: line.name })}
          </a>
        </p>
      ) : null}
      {facts.map((fact) => (fact ? <p key={fact}>{fact}</p> : null))}
      {checked ? (
        <p class="line-checked">
          {t("line-checked", { date: new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long" }).format(checked) })}
        </p>
      ) : null}
    </li>
  );
}

function lastChecked(line: HelpLine): Date | undefined {
  const tested = line.tested_on ?? "";
  const day = tested > line.checked_on ? tested : line.checked_on;
  const date = new Date(`${day}T12:00:00`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

/** The number to name in a sentence: of the first emergency line that can be dialled, else of the first line. */
export function numberOf(lines: readonly HelpLine[]): string {
  const line = lines.find((one) => one.is_emergency && one.tel) ?? lines.find((one) => one.tel) ?? lines[0];
  if (!line) return "";
  return line.tel ? `${line.name} (${line.tel})` : line.name;
}
