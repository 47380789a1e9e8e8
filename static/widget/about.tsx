/**
 * Optional questions, one screen: topics, age band, "are you safe right now?". Nothing is mandatory.
 * Needs: the programme. Emits: `onJoin` with the answers.
 */

import type { VNode } from "preact";
import { useState } from "preact/hooks";

import type { AgeBand } from "../core/frames.ts";
import { inLanguage } from "../core/texts.ts";
import { useTexts } from "../ui/texts.tsx";
import type { Programme } from "./config.ts";
import { Screen } from "./screen.tsx";
import type { JoinAnswers } from "./seeker.ts";

const AGES: readonly AgeBand[] = ["under_13", "13_15", "16_17", "18_plus", "unsaid"];
const MAX_TOPICS = 6; // chips shown; ux.md, section 2.1
const SAFE = { yes: true, no: false, unsaid: undefined } as const;
type Safety = keyof typeof SAFE;

const NONE: JoinAnswers = { topics: [], ageBand: "unsaid", isSafe: undefined };

export function About({ programme, onJoin }: { programme: Programme; onJoin(answers: JoinAnswers): void }): VNode {
  const { t, language } = useTexts();
  const [topics, setTopics] = useState<string[]>([]);
  const [age, setAge] = useState<AgeBand | "">("");
  const [safety, setSafety] = useState<Safety | "">("");

  function toggle(topic: string): void {
    setTopics(topics.includes(topic) ? topics.filter((one) => one !== topic) : [...topics, topic]);
  }

  return (
    <Screen
      title={t("about-title")}
      acts={
        <>
          <button
            type="button"
            class="primary"
            onClick={() => onJoin({ topics, ageBand: age || "unsaid", isSafe: safety ? SAFE[safety] : undefined })}
          >
            {t("about-go")}
          </button>
          <button type="button" onClick={() => onJoin(NONE)}>
            {t("about-skip")}
          </button>
        </>
      }
    >
      <p>{t("about-optional")}</p>
      <fieldset>
        <legend>{t("about-safe")}</legend>
        <p class="meta">{t("about-safe-why")}</p>
        <div class="chips">
          {(Object.keys(SAFE) as Safety[]).map((one) => (
            <Chip key={one} type="radio" name="safe" isOn={safety === one} onPick={() => setSafety(one)}>
              {t(`safe-${one}`)}
            </Chip>
          ))}
        </div>
      </fieldset>
      {programme.topics.length ? (
        <fieldset>
          <legend>{t("about-topics")}</legend>
          <div class="chips">
            {programme.topics.slice(0, MAX_TOPICS).map((one) => (
              <Chip
                key={one.id}
                type="checkbox"
                name="topic"
                isOn={topics.includes(one.id)}
                onPick={() => toggle(one.id)}
              >
                {inLanguage(one.label, language)}
              </Chip>
            ))}
          </div>
        </fieldset>
      ) : null}
      {programme.is_age_asked ? (
        <fieldset>
          <legend>{t("about-age")}</legend>
          <p class="meta">{t("about-age-why")}</p>
          <div class="chips">
            {AGES.map((one) => (
              <Chip key={one} type="radio" name="age" isOn={age === one} onPick={() => setAge(one)}>
                {t(`age-${one}`)}
              </Chip>
            ))}
          </div>
        </fieldset>
      ) : null}
    </Screen>
  );
}

interface ChipProps {
  type: "radio" | "checkbox";
  name: string;
  isOn: boolean;
  children: string;
  onPick(): void;
}

function Chip({ type, name, isOn, children, onPick }: ChipProps): VNode {
  return (
    <label class="chip">
      <input type={type} name={name} checked={isOn} onChange={onPick} />
      <span>{children}</span>
    </label>
  );
}
