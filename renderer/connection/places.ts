/** The places of the app, as links write them. Ids come from files and people: each is encoded. */
export const places = {
  home: () => "/",
  directory: (workspace: string, person?: string) => at(workspace, "directory", { person }),
  applications: (workspace: string, application?: string, tab?: string) =>
    at(
      workspace,
      ["apps", application, tab]
        .filter((part) => part !== undefined)
        .map(encode)
        .join("/"),
    ),
  runs: (workspace: string) => at(workspace, "runs"),
  run: (workspace: string, run: string, step?: number) => at(workspace, `run/${encode(run)}`, { step }),
  live: (workspace: string) => at(workspace, "live"),
  /** `change`: the key of a change, as `renderer/history/changes.ts` writes it. */
  history: (workspace: string, filter?: string, change?: string) => at(workspace, "history", { filter, change }),
  /** `what`: what is compared, as `renderer/compare/place.ts` writes it. */
  compare: (workspace: string, what?: string) => at(workspace, "compare", { q: what }),
  accounts: (workspace: string, application?: string, account?: string) =>
    at(workspace, application === undefined ? "accounts" : `accounts/${encode(application)}`, { account }),
} as const;

/**
 * The place on screen that a setting's path leads to: `applications/slack/jit/noMatch` is on the tab of its policy.
 * Undefined where no screen shows it.
 */
export function placeOfSetting(workspace: string, setting: string): string | undefined {
  const [root, id, part, ...rest] = setting.split("/");
  if (root === "applications" && id !== undefined) return settingOfApplication(workspace, id, part, rest.join("/"));
  if (root === "identityProviders" && part === "connections") {
    const [application, ...more] = rest;
    const tab = tabOfConnection(more);
    return application === undefined
      ? undefined
      : withSetting(places.applications(workspace, application, tab), ["connection", ...more]);
  }
  if (root === "directory" && id === "users" && part !== undefined) return places.directory(workspace, part);
  return undefined;
}

function tabOfConnection([part, ...rest]: readonly string[]): string {
  if (part === "provisioning") return "provisioning";
  return [part, ...rest].includes("claims") ? "mapping" : "connection";
}

function settingOfApplication(workspace: string, id: string, part: string | undefined, rest: string): string {
  const tab = part === undefined ? undefined : (TABS[part] ?? "connection");
  const path = places.applications(workspace, id, tab);
  return part === undefined ? path : withSetting(path, [part, rest]);
}

const TABS: Readonly<Record<string, string>> = {
  jit: "policy",
  mappings: "mapping",
  accountAttributes: "mapping",
  roleRules: "roles",
  roles: "roles",
  scim: "provisioning",
};

/** The setting goes along, so that the screen can draw the eye to it. */
function withSetting(path: string, parts: readonly string[]): string {
  return `${path}?setting=${encodeURIComponent(parts.filter((part) => part !== "").join("/"))}`;
}

function at(
  workspace: string,
  rest: string,
  query: Readonly<Record<string, string | number | undefined>> = {},
): string {
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  ).toString();
  return `/w/${encode(workspace)}/${rest}${search === "" ? "" : `?${search}`}`;
}

/**
 * A part of a place as it was before it was encoded. What somebody typed may be no encoding at all, and the router has
 * decoded some of it already: such a part stays as it is, and names nothing that there is.
 */
export function decodePart(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** A percent sign is encoded twice: the router takes one layer off before {@link decodePart} takes the other. */
function encode(part: string): string {
  return encodeURIComponent(part.replaceAll("%", "%25"));
}
