import { Popover } from "@mantine/core";
import { useState } from "react";
import { useAnswer } from "../connection/use-answer.ts";
import { useEditing } from "./editing.ts";
import { usePreviewPerson } from "./use-preview-person.ts";

/** A count that names the first people behind it; whoever is clicked is in the preview from then on. */
export function SampleList({
  words,
  title,
  people,
  count,
}: {
  words: string;
  title: string;
  people: readonly string[];
  count: number;
}) {
  const [opened, setOpened] = useState(false);
  if (people.length === 0) return <span className="count-words">{words}</span>;
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" width={260} trapFocus>
      <Popover.Target>
        <button type="button" className="link-button" onClick={() => setOpened(!opened)}>
          {words}
        </button>
      </Popover.Target>
      <Popover.Dropdown aria-label={title}>
        <Samples title={title} people={people} count={count} onPicked={() => setOpened(false)} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Samples({
  title,
  people,
  count,
  onPicked,
}: {
  title: string;
  people: readonly string[];
  count: number;
  onPicked: () => void;
}) {
  const { workspace } = useEditing();
  const { value: table } = useAnswer("directory.table", { workspace });
  const { pick } = usePreviewPerson();
  const nameOf = (person: string): string => {
    const row = table?.id.indexOf(person) ?? -1;
    const names = [table?.displayName[row], table?.userName[row]].filter((name) => name !== undefined && name !== "");
    return names[0] ?? person;
  };
  return (
    <>
      <strong>{title}</strong>
      <ul className="sample-list">
        {people.map((person) => (
          <li key={person}>
            <button
              type="button"
              className="link-button"
              onClick={() => {
                pick(person);
                onPicked();
              }}
            >
              {nameOf(person)}
            </button>
          </li>
        ))}
      </ul>
      {count > people.length ? (
        <p className="block-text">and {(count - people.length).toLocaleString("en")} more</p>
      ) : null}
    </>
  );
}
