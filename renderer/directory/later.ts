import { loadLater } from "../components/load-later.tsx";

/** One person in the inspector. */
export const PersonInspector = loadLater(async () => (await import("./PersonInspector.tsx")).PersonInspector);

/** Several people in the inspector. */
export const SeveralInspector = loadLater(async () => (await import("./SeveralInspector.tsx")).SeveralInspector);

/** The dialog that makes a person. */
export const NewPerson = loadLater(async () => (await import("./NewPerson.tsx")).NewPerson);

/** The dialog that makes or renames a group. */
export const GroupDialog = loadLater(async () => (await import("./GroupDialog.tsx")).GroupDialog);

/** The group rules, in the place of the people. */
export const RuleListPane = loadLater(async () => (await import("../group-rules/RuleListPane.tsx")).RuleListPane);

/** One group rule, in the place of the inspector. */
export const RulePane = loadLater(async () => (await import("../group-rules/RulePane.tsx")).RulePane);

/** Loads what the directory does not show at first sight, so that it is there when it is asked for. */
export async function loadDirectoryParts(): Promise<void> {
  await Promise.all(
    [PersonInspector, SeveralInspector, NewPerson, GroupDialog, RuleListPane, RulePane].map(({ load }) => load()),
  );
}
