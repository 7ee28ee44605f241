import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { DirectoryUser } from "../directory/directory.ts";
import { isAtWork } from "../directory/directory-change.ts";
import type { ScimDialect } from "../provisioning/settings.ts";
import { createTestClient, HOUR, LENIENT, person, ROWS, row, type TestClient } from "./test-scim-client.ts";

/** Any changes in the directory, with cycles between them, and the accounts that must come of it. */

const NAMES = ["ada", "bea", "cleo"] as const;
type Name = (typeof NAMES)[number];

/** Something about one person; what has no value goes back and forth. */
type PersonMove =
  | { readonly kind: "set"; readonly name: Name; readonly attribute: string; readonly value: string | null }
  | { readonly kind: "active" | "suspended" | "deleted" | "member"; readonly name: Name };

type Move =
  | PersonMove
  | { readonly kind: "assigned" | "there" | "demand"; readonly name: Name }
  | { readonly kind: "cycle" | "fail" | "throttle" };

const name = fc.constantFrom(...NAMES);
const move: fc.Arbitrary<Move> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("cycle" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom("fail", "throttle") }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant("set" as const),
      name,
      attribute: fc.constantFrom("department", "givenName", "mail"),
      value: fc.constantFrom("One", "Two", "Three"),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("set" as const),
      name,
      attribute: fc.constant("manager"),
      value: fc.constantFrom("u-ada", "u-bea", "u-cleo", null),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("member" as const), name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("active", "suspended", "deleted"), name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constantFrom("assigned", "there", "demand"), name }) },
);

/** What is known of people apart from the client: the model. */
interface Model {
  readonly people: Map<string, DirectoryUser>;
  readonly assigned: Set<string>;
}

const GROUP = "g-pushed";

function start(dialect: ScimDialect): { readonly client: TestClient; readonly model: Model } {
  const people = NAMES.map((each) => person(each));
  const client = createTestClient({
    dialect,
    people,
    groups: [{ id: GROUP, name: "Pushed" }],
    rows: [...ROWS, row("external-id", "externalId", "id")],
    client: { groups: [GROUP] },
    assigned: { users: people.map(({ id }) => id), groups: [] },
  });
  const model = {
    people: new Map(people.map((each) => [each.id, each])),
    assigned: new Set(people.map(({ id }) => id)),
  };
  return { client, model };
}

async function play(client: TestClient, model: Model, each: Move): Promise<void> {
  switch (each.kind) {
    case "cycle":
      return cycle(client);
    case "fail":
      client.configure({ bearerToken: "wrong" });
      await cycle(client);
      client.configure({ bearerToken: "a-token-for-tests" });
      return;
    case "throttle":
      client.behave({ ...LENIENT, requestsPerMinute: 3 });
      await cycle(client);
      return client.behave(LENIENT);
    case "demand":
      await client.cycle({ only: `u-${each.name}` });
      return;
    case "there":
      return comeOrGo(client, model, each.name);
    case "assigned": {
      const id = `u-${each.name}`;
      if (!model.assigned.delete(id)) model.assigned.add(id);
      return client.assign({ users: [...model.assigned], groups: [] });
    }
    default:
      return changePerson(client, model, each);
  }
}

function comeOrGo(client: TestClient, model: Model, each: Name): void {
  if (model.people.delete(`u-${each}`)) client.purge(each);
  else {
    model.people.set(`u-${each}`, person(each));
    client.hire(person(each));
  }
}

function changePerson(client: TestClient, model: Model, each: PersonMove): void {
  const before = model.people.get(`u-${each.name}`);
  if (before === undefined) return;
  const after = changed(before, each);
  model.people.set(after.id, after);
  client.purge(each.name);
  client.hire(after);
}

function changed(user: DirectoryUser, each: PersonMove): DirectoryUser {
  switch (each.kind) {
    case "set":
      return { ...user, attributes: { ...user.attributes, [each.attribute]: each.value } };
    case "active":
      return { ...user, active: !user.active };
    case "suspended":
      return { ...user, suspended: user.suspended !== true };
    case "member":
      return { ...user, groups: user.groups.length === 0 ? [GROUP] : [] };
    case "deleted": {
      const { deletedAt, ...present } = user;
      return deletedAt === undefined ? { ...present, deletedAt: "2026-03-02T09:00:00.000Z" } : present;
    }
  }
}

async function cycle(client: TestClient): Promise<void> {
  await client.cycle();
  client.clock.now += HOUR;
}

function isIn({ people, assigned }: Model, id: string, dialect: ScimDialect): boolean {
  const user = people.get(id);
  if (user === undefined || !assigned.has(id)) return false;
  return isAtWork(dialect.startsWith("okta") ? { ...user, suspended: false } : user);
}

/** Everybody who is in has one active account that holds what their rows say; nobody else has an active one. */
function check(client: TestClient, model: Model, dialect: ScimDialect): void {
  const active = client.accounts().filter((account) => account.active);
  const ids = [...model.people.keys()].filter((id) => isIn(model, id, dialect));
  expect(active.map(({ attributes }) => attributes.externalId).sort()).toEqual(ids.sort());
  const accountOf = (id: string) => active.find(({ attributes }) => attributes.externalId === id);
  for (const id of ids) {
    const { userName, attributes } = model.people.get(id) ?? person("nobody");
    const { givenName, familyName, mail, department } = attributes;
    expect(accountOf(id)).toMatchObject({ userName, attributes: { givenName, familyName, email: mail, department } });
    const manager = accountOf(String(attributes.manager));
    if (manager !== undefined) expect(accountOf(id)?.attributes.manager).toBe(manager.id);
    if ((attributes.manager ?? null) === null) expect(accountOf(id)?.attributes.manager ?? null).toBeNull();
  }
  const members = client.accountGroups().flatMap((group) => group.members.map((member) => member.id));
  const wanted = ids.filter((id) => model.people.get(id)?.groups.includes(GROUP)).map((id) => accountOf(id)?.id);
  const isActive = (id: string) => active.some((account) => account.id === id);
  expect(members.filter(isActive).sort()).toEqual(wanted.sort());
}

describe.each<ScimDialect>(["entra", "entraScim062020", "oktaWizard", "oktaCatalog", "rfc"])(
  "cycles of %s",
  (dialect) => {
    it("bring about what the directory says, whatever happened in it", async () => {
      const property = fc.asyncProperty(fc.array(move, { maxLength: 40, size: "max" }), async (moves) => {
        const { client, model } = start(dialect);
        await client.cycle();
        for (const each of moves) await play(client, model, each);
        // What comes into scope later is filled in by Entra only after a restart (F18, F28).
        await client.cycle({ restart: dialect.startsWith("entra") });
        await cycle(client);
        check(client, model, dialect);
        expect((await client.cycle()).requests).toBe(0);
      });
      await fc.assert(property, { numRuns: 60 });
    });
  },
);
