import { useEditing } from "./editing.ts";
import { useMismatches } from "./mismatch-context.ts";
import { problemsAt } from "./problems.ts";
import type { SettingPath } from "./setting.ts";

/** What a control says of itself: that something is wrong with it, and where that is written. */
export interface FieldMarks {
  readonly "aria-invalid": boolean;
  readonly "aria-describedby": string | undefined;
}

/** The marks of the control that sets this. Without a path: of one that the engine finds nothing wrong with by itself. */
export function useFieldMarks(path: SettingPath | undefined): FieldMarks {
  const found = useFound(path);
  const ids = found.map(({ id }) => id);
  return {
    "aria-invalid": found.some(({ isError }) => isError),
    "aria-describedby": ids.length === 0 ? undefined : ids.join(" "),
  };
}

/**
 * The same for an input of Mantine, which is described by its own error or description and by nothing else: the words are
 * there for it, and not seen a second time.
 */
export function useInputMarks(path: SettingPath): InputMarks {
  const found = useFound(path);
  const text = found.map(({ message }) => message.replaceAll("`", "")).join(" ");
  if (found.some(({ isError }) => isError)) return { error: text, errorProps: UNSEEN };
  return found.length === 0 ? {} : { description: text, descriptionProps: UNSEEN };
}

/** What is given to an input of Mantine for that. */
export interface InputMarks {
  readonly error?: string;
  readonly errorProps?: typeof UNSEEN;
  readonly description?: string;
  readonly descriptionProps?: typeof UNSEEN;
}

const UNSEEN = { style: { display: "none" } } as const;

interface Found {
  /** The id of the element that says it. */
  readonly id: string;
  readonly message: string;
  readonly isError: boolean;
}

function useFound(path: SettingPath | undefined): readonly Found[] {
  const { problems } = useEditing();
  const mismatches = useMismatches(path);
  if (path === undefined) return [];
  const own = problemsAt(problems, path);
  return [
    ...own.map(({ id, message, severity }) => ({ id, message, isError: severity === "error" })),
    ...mismatches.map(({ id, message }) => ({ id, message, isError: true })),
  ];
}
