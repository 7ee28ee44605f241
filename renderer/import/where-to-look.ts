import type { ImportKind, ImportOutlook } from "../../core/contract/imports.ts";
import type { ApplicationSummary } from "../../core/contract/results.ts";
import { places } from "../connection/places.ts";
import { formatToken } from "../grid/filter.ts";

/** A place that shows what was imported. */
export interface Look {
  readonly text: string;
  readonly to: string;
}

/** Where to look after an import: the people, and each application that is another than before. */
export function placesToLook(
  workspace: { readonly id: string; readonly applications: readonly ApplicationSummary[] },
  kind: ImportKind | undefined,
  { people, applications }: Pick<ImportOutlook, "people" | "applications">,
  file: string,
): readonly Look[] {
  const { added, changed: others } = people;
  const directory = added + others === 0 ? [] : [{ text: "Show the directory", to: places.directory(workspace.id) }];
  const filter = new URLSearchParams({ filter: formatToken("from", file) }).toString();
  const fresh =
    added === 0
      ? []
      : [
          {
            text: added === 1 ? "Show who is new" : `Show the ${added.toLocaleString("en")} new people`,
            to: `${places.directory(workspace.id)}?${filter}`,
          },
        ];
  const changed = applications.map((id) => ({
    text: `Show ${workspace.applications.find((each) => each.id === id)?.name ?? id}`,
    to: placeOf(workspace.id, id, kind),
  }));
  return [...fresh, ...directory, ...changed];
}

function placeOf(workspace: string, application: string, kind: ImportKind | undefined): string {
  const tab = kind === undefined ? undefined : TABS[kind];
  return tab === "accounts"
    ? places.accounts(workspace, application)
    : places.applications(workspace, application, tab ?? "connection");
}

/** The tab of an application that shows most of what a kind of file says; `accounts`: the screen. */
const TABS: Readonly<Partial<Record<ImportKind, string>>> = {
  accountsCsv: "accounts",
  accountsScim: "accounts",
  oktaAppUsers: "accounts",
  entraAppRoleAssignments: "accounts",
  entraSchema: "provisioning",
  entraSecrets: "provisioning",
  entraJob: "provisioning",
  oktaMapping: "provisioning",
  oktaAppUserSchema: "mapping",
  oktaUserNameTemplate: "provisioning",
  entraClaims: "mapping",
  oktaSignOn: "mapping",
};
