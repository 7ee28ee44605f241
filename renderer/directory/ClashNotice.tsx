import type { AttributeValue } from "../../core/contract/model.ts";
import { Notice } from "../components/Notice.tsx";
import { Value } from "../components/Value.tsx";
import { labelOf } from "./attributes.ts";
import type { Clash } from "./rebase-person.ts";

/** What somebody else saved, in another window, where the draft says otherwise. */
export function ClashNotice({ clashes }: { clashes: readonly Clash[] }) {
  if (clashes.length === 0) return null;
  return (
    <Notice tone="warn">
      <ul className="plain-list clashes" aria-label="Changed meanwhile">
        {clashes.map(({ member, saved }) => (
          <li key={member}>
            <strong>{nameMember(member)}</strong> changed meanwhile to <Value value={shownValue(saved)} />; saving
            writes yours over it
          </li>
        ))}
      </ul>
    </Notice>
  );
}

const MEMBERS: Readonly<Record<string, string>> = {
  userName: "User name",
  active: "Active",
  suspended: "Suspended",
  secondFactors: "Second factors",
  note: "Note",
};

function nameMember(member: string): string {
  const name = member.replace(/^attributes\./, "");
  return name === member ? (MEMBERS[member] ?? member) : labelOf(name);
}

/** A note by its text; all else of a person is a value already. */
function shownValue(saved: unknown): AttributeValue | undefined {
  if (typeof saved === "object" && saved !== null && "text" in saved) return String(saved.text);
  return saved as AttributeValue | undefined;
}
