import type { BehaviourCard, CardRule, SettingComparison } from "../../core/contract/model.ts";
import { Chip, type Tone } from "../components/Chip.tsx";
import { Empty } from "../components/Empty.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { STANDINGS } from "./CardStanding.tsx";
import { useEditing } from "./editing.ts";
import { readSetting } from "./setting.ts";
import { standingOf } from "./standing.ts";
import { nameSetting, showValueOf } from "./words.ts";

/** How this kind of application behaves, as far as public documents say, and what is set here. */
export function AboutTab() {
  const { detail } = useEditing();
  const { card } = detail;
  if (card === undefined) {
    return (
      <Empty title="This application is of no particular kind.">
        It behaves exactly as its settings say, and nothing else is claimed about it. Applications that were made from a
        behaviour card show here what is documented of their kind, with sources.
      </Empty>
    );
  }
  return (
    <article aria-label={`How ${card.name} behaves`}>
      <p className="block-text">
        <strong>{card.name}</strong>: {card.origin}
      </p>
      {TOPICS.map(([topic, title]) => (
        <Topic key={topic} title={title} rules={card.rules.filter((rule) => rule.topic === topic)} />
      ))}
    </article>
  );
}

const TOPICS: readonly (readonly [BehaviourCard["rules"][number]["topic"], string])[] = [
  ["signOn", "Sign-on"],
  ["identityKey", "Whose account it is"],
  ["attributes", "Attributes"],
  ["create", "New accounts"],
  ["updateAtLogin", "Later logins"],
  ["rolesAtLogin", "Roles at a login"],
  ["leaver", "When somebody leaves"],
  ["limits", "Limits"],
  ["scim", "SCIM"],
];

function Topic({ title, rules }: { title: string; rules: readonly CardRule[] }) {
  if (rules.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2 className="card-topic">{title}</h2>
      {rules.map((rule) => (
        <Rule key={rule.id} rule={rule} />
      ))}
    </section>
  );
}

const SURE: Readonly<Record<CardRule["confidence"], readonly [string, Tone]>> = {
  documented: ["documented by the vendor", "good"],
  thirdParty: ["in somebody else's documents", "accent"],
  reported: ["reported by people who met it", "note"],
  unknown: ["not known", "warn"],
};

function Rule({ rule }: { rule: CardRule }) {
  const { detail } = useEditing();
  const [word, tone] = SURE[rule.confidence];
  const comparisons = detail.comparisons.filter((each) => each.rule.id === rule.id);
  return (
    <div className="card-rule">
      <div className="card-rule-head">
        <Chip tone={tone}>{word}</Chip>
        <span className="application-facts">read in {rule.date}</span>
      </div>
      {rule.known ? (
        <p>
          <Sentence text={rule.statement} />
        </p>
      ) : (
        <p>
          <Sentence text={rule.question} /> <strong>Assumed here:</strong> <Sentence text={rule.assumption} />
        </p>
      )}
      {comparisons.length === 0 ? null : (
        <ul className="card-facts" aria-label="What is set here">
          {comparisons.map((comparison) => (
            <Standing key={comparison.path} comparison={comparison} />
          ))}
        </ul>
      )}
      <ul className="card-sources" aria-label="Sources">
        {rule.sources.map(({ url, extract }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noreferrer">
              {url}
            </a>
            {extract === true ? " (an extract, or a mirror)" : null}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Standing({ comparison }: { comparison: SettingComparison }) {
  const { draft } = useEditing();
  const path = comparison.path.split(".");
  const value = readSetting(draft, path);
  const [word, tone] = STANDINGS[standingOf(comparison, value)];
  return (
    <li>
      <Chip tone={tone}>{word}</Chip> {nameSetting(path)}: {showValueOf(path, value)}
    </li>
  );
}
