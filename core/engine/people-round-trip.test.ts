import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AttributeValue, isSafeName } from "../attribute-value.ts";
import type { DirectoryUser } from "../directory/directory.ts";
import type { ExportKind } from "../export/export-kind.ts";
import { exportWorkspace } from "../export/export-workspace.ts";
import type { ExportOptions } from "../export/exported.ts";
import type { ImportOptions } from "../import/import-plan.ts";
import { planImport } from "../import/plan-import.ts";
import { WITHOUT_REST } from "../pace.ts";
import { readSample } from "../store/preset.ts";
import type { Workspace } from "../store/workspace.ts";

/** What is exported is imported again, into the same workspace without people or accounts. */

const acme = await readSample("acme");
const planning = { pace: WITHOUT_REST, importedAt: "2026-03-02T10:00:00.000Z" };

/** The workspace with nobody in it. */
function without(workspace: Workspace): Workspace {
  const identityProviders = workspace.identityProviders.map((provider) => ({
    ...provider,
    connections: provider.connections.map((connection) => ({
      ...connection,
      assignment: { ...connection.assignment, users: [], groups: [] },
    })),
  }));
  return { ...workspace, identityProviders, directory: { users: [], groups: [] } };
}

async function roundTrip(
  workspace: Workspace,
  {
    kind,
    exporting = {},
    importing = {},
    into = without(workspace),
  }: {
    readonly kind: ExportKind;
    readonly exporting?: ExportOptions;
    readonly importing?: ImportOptions;
    readonly into?: Workspace;
  },
) {
  const { text, fileName, notCarried } = await exportWorkspace(workspace, kind, exporting, WITHOUT_REST);
  const file = { name: fileName, bytes: new TextEncoder().encode(text) };
  return { plan: await planImport(into, file, importing, planning), notCarried };
}

/** Places that an export says of are not carried, by attribute. */
function lostIn(notCarried: readonly { readonly place: string }[]): ReadonlySet<string> {
  return new Set(notCarried.map(({ place }) => place.replace(/^[a-z]+\/[^*]+\*\/(attributes\/)?/, "")));
}

/** People without what the export says is not carried. */
function carried(users: readonly DirectoryUser[], lost: ReadonlySet<string>) {
  return users.map(({ id, userName, active, attributes }) => ({
    id,
    userName,
    active: lost.has("active") ? true : active,
    attributes: Object.fromEntries(Object.entries(attributes).filter(([name]) => !lost.has(name))),
  }));
}

const value: fc.Arbitrary<AttributeValue> = fc.oneof(
  { weight: 5, arbitrary: fc.string({ unit: "grapheme" }) },
  fc.constantFrom('a,"b"', "two\r\nlines", " padded ", "a;b", "007", "", "=1+1"),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.array(fc.string(), { maxLength: 3 }),
);
const name = fc.oneof(
  fc.constantFrom(
    "mail",
    "givenName",
    "jobTitle",
    "mobilePhone",
    "proxyAddresses",
    "login",
    "active",
    "title",
    "emails",
  ),
  fc.string({ minLength: 1, maxLength: 8 }).filter(isSafeName),
);
const users = fc
  .uniqueArray(
    fc.record({
      id: fc.stringMatching(/^[a-z]{1,6}$/).filter(isSafeName),
      active: fc.boolean(),
      attributes: fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true }),
    }),
    { selector: ({ id }) => id, minLength: 1, maxLength: 4 },
  )
  .map((people) =>
    people.map((each): DirectoryUser => ({ ...each, userName: `${each.id}@x.test`, groups: [] }) as DirectoryUser),
  );

const formats: readonly {
  readonly kind: ExportKind;
  readonly names?: "entra" | "okta";
  readonly as: ImportOptions["as"];
}[] = [
  { kind: "peopleCsv", names: "entra", as: "entraUsersCsv" },
  { kind: "peopleCsv", names: "okta", as: "oktaUsersCsv" },
  { kind: "peopleScim", as: "scimUsers" },
];

describe("people who are exported and imported again", () => {
  it.each(formats)("are who they were, but for what the export says: $kind $names", async ({ kind, names, as }) => {
    const exporting = names === undefined ? {} : { names };
    const importing = as === undefined ? {} : { as };
    const property = fc.asyncProperty(users, async (people) => {
      const workspace = { ...without(acme), directory: { users: people, groups: [] } };
      const { plan, notCarried } = await roundTrip(workspace, { kind, exporting, importing });
      const lost = lostIn(notCarried);
      const found = new Map(plan.next.directory.users.map((user) => [user.id, user]));
      const again = people.flatMap(({ id }) => found.get(id) ?? []);
      expect(carried(again, lost).map(withoutAdded(people, lost))).toEqual(carried(people, lost));
    });
    await fc.assert(property, { numRuns: 150 });
  });

  /** An attribute of another name in the file is one that nobody had. */
  function withoutAdded(people: readonly DirectoryUser[], lost: ReadonlySet<string>) {
    const known = new Set(people.flatMap(({ attributes }) => Object.keys(attributes)));
    return (user: ReturnType<typeof carried>[number]) => ({
      ...user,
      attributes: Object.fromEntries(
        Object.entries(user.attributes).filter(([each]) => known.has(each) || lost.size === 0),
      ),
    });
  }

  it.each(formats)("are recognised: $kind $names", async ({ kind, names, as }) => {
    const exporting = names === undefined ? {} : { names };
    const { plan, notCarried } = await roundTrip(acme, { kind, exporting });
    expect(plan.kind).toBe(as);
    expect(plan.next.directory.users.map(({ userName }) => userName)).toEqual(
      acme.directory.users.map(({ userName }) => userName),
    );
    expect(notCarried.map(({ place }) => place)).toContain("directory/users/*/groups");
  });

  it("keep their managers, and change nothing where they are still there", async () => {
    const { plan } = await roundTrip(acme, { kind: "peopleScim", into: acme });
    expect(plan.what).toMatch(/\d+ unchanged\) from people-scim.json$/);
    expect(plan.next).toBe(acme);
  });
});

describe("accounts that are exported and imported again", () => {
  it("are what they were, but for what the export says", async () => {
    for (const { id, accounts } of acme.applications) {
      const applications = acme.applications.map((each) => (each.id === id ? { ...each, accounts: [] } : each));
      const { plan, notCarried } = await roundTrip(acme, {
        kind: "accountsCsv",
        exporting: { application: id },
        importing: { as: "accountsCsv", application: id },
        into: { ...acme, applications },
      });
      const lost = lostIn(notCarried);
      const simple = (list: typeof accounts) =>
        list.map(({ id: own, userName, active, attributes, roles }) => ({
          id: own,
          userName,
          active,
          attributes: Object.fromEntries(Object.entries(attributes).filter(([each]) => !lost.has(each))),
          roles: roles.map(({ role }) => role),
        }));
      expect(simple(plan.next.applications.find((each) => each.id === id)?.accounts ?? [])).toEqual(simple(accounts));
      expect(lost).toContain("written");
    }
  });
});
