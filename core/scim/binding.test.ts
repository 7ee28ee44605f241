import { describe, expect, it } from "vitest";
import { clearBound, isSamePlace, parseBoundPath, readBound, writeBound } from "./binding.ts";
import type { ScimObject, ScimValue } from "./resource.ts";
import { buildResourceTypes } from "./resource-types.ts";
import { refusalOf } from "./test-refusal.ts";

const { user } = buildResourceTypes();
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

/** Writes values by their paths, in this order. */
function write(resource: ScimObject, values: readonly (readonly [string, ScimValue | undefined])[]): ScimObject {
  return writeBound(
    resource,
    values.map(([path, value]) => ({ path: parseBoundPath(path, user), value })),
  );
}

describe("a place in a user", () => {
  const home = { type: "home", value: "h@x" };
  it.each([
    { path: "displayName", resource: { displayName: "Ada" }, found: "Ada" },
    { path: "DISPLAYNAME", resource: { displayName: "Ada" }, found: "Ada" },
    { path: "name.givenName", resource: { name: { givenName: "Ada" } }, found: "Ada" },
    { path: `${ENTERPRISE}:department`, resource: { [ENTERPRISE]: { department: "Sales" } }, found: "Sales" },
    { path: `${ENTERPRISE}:manager.value`, resource: { [ENTERPRISE]: { manager: { value: "u1" } } }, found: "u1" },
    { path: 'emails[type eq "home"].value', resource: { emails: [{ type: "work" }, home] }, found: "h@x" },
    { path: 'emails[type eq "HOME"].value', resource: { emails: [home] }, found: "h@x" },
    { path: 'emails[type eq "work"].value', resource: { emails: [home] }, found: undefined },
    { path: "emails.value", resource: { emails: [home, { value: "w@x" }, { type: "other" }] }, found: ["h@x", "w@x"] },
    { path: "emails.value", resource: {}, found: undefined },
    {
      path: 'roles[primary eq "True"].value',
      resource: { roles: [{ value: "a" }, { primary: true, value: "b" }] },
      found: "b",
    },
    { path: 'roles[primary eq "false"].value', resource: { roles: [{ primary: false, value: "a" }] }, found: "a" },
    { path: 'roles[primary eq "True"].value', resource: { roles: [{ primary: "True", value: "a" }] }, found: "a" },
  ])("is read at $path", ({ path, resource, found }) => {
    expect(readBound(resource, parseBoundPath(path, user))).toEqual(found);
  });

  it.each([
    { path: "nothing", why: "no attribute" },
    { path: 'manager[type eq "x"].value', why: "no attribute" },
    { path: "id", why: "read-only" },
    { path: "name", why: "complex" },
    { path: "password", why: "never given out" },
    { path: 'name[type eq "x"].givenName', why: "no sub-attribute" },
    { path: 'emails[type eq "work"]', why: "no attribute" },
    { path: "__proto__", why: "no attribute" },
    { path: "emails.constructor", why: "no sub-attribute" },
  ])("is not $path: $why", ({ path, why }) => {
    const refusal = refusalOf(() => parseBoundPath(path, user));
    expect(refusal).toMatchObject({ status: 400, scimType: "invalidPath" });
    expect(refusal?.message).toContain(why);
  });

  it("is the same one however it is written", () => {
    const place = (text: string) => parseBoundPath(text, user);
    expect(isSamePlace(place('emails[type eq "work"].value'), place('EMAILS[TYPE eq "WORK"].VALUE'))).toBe(true);
    expect(isSamePlace(place('emails[type eq "work"].value'), place('emails[type eq "home"].value'))).toBe(false);
  });
});

describe("values at their places", () => {
  it("make an element that is told by a boolean, as Entra names the primary role, and change it", () => {
    const place = 'roles[primary eq "True"].value';
    const made = write({ roles: [{ value: "a" }] }, [[place, "b"]]);
    expect(made).toEqual({ roles: [{ value: "a" }, { primary: true, value: "b" }] });
    expect(write(made, [[place, "c"]])).toEqual({ roles: [{ value: "a" }, { primary: true, value: "c" }] });
    expect(write(made, [[place, undefined]])).toEqual({ roles: [{ value: "a" }] });
  });

  const WORK = 'addresses[type eq "work"]';
  it.each<{
    what: string;
    before: ScimObject;
    values: readonly (readonly [string, ScimValue | undefined])[];
    after: ScimObject;
  }>([
    {
      what: "makes the element that is not there",
      before: {},
      values: [['emails[type eq "work"].value', "w@x"]],
      after: { emails: [{ type: "work", value: "w@x" }] },
    },
    {
      what: "keeps what else an element says, and the other elements",
      before: {
        emails: [
          { type: "home", value: "h@x" },
          { type: "Work", value: "old@x", primary: true },
        ],
      },
      values: [['emails[type eq "work"].value', "w@x"]],
      after: {
        emails: [
          { type: "home", value: "h@x" },
          { type: "Work", value: "w@x", primary: true },
        ],
      },
    },
    {
      what: "takes an element away with its value",
      before: {
        emails: [
          { type: "home", value: "h@x" },
          { type: "work", value: "w@x", display: "W", primary: true },
        ],
      },
      values: [['emails[type eq "work"].value', undefined]],
      after: { emails: [{ type: "home", value: "h@x" }] },
    },
    {
      what: "leaves the parts of an element that other places hold",
      before: {},
      values: [
        [`${WORK}.locality`, "London"],
        [`${WORK}.streetAddress`, undefined],
      ],
      after: { addresses: [{ type: "work", locality: "London" }] },
    },
    {
      what: "leaves them in the other order too, and that it is the primary one",
      before: { addresses: [{ type: "work", primary: true }] },
      values: [
        [`${WORK}.streetAddress`, undefined],
        [`${WORK}.locality`, "London"],
      ],
      after: { addresses: [{ type: "work", primary: true, locality: "London" }] },
    },
    {
      what: "leaves an element for what no place holds",
      before: { addresses: [{ type: "work", locality: "London", country: "GB" }] },
      values: [[`${WORK}.locality`, undefined]],
      after: { addresses: [{ type: "work", country: "GB" }] },
    },
    {
      what: "takes an element away of which nothing but its type is left",
      before: { addresses: [{ type: "work", primary: true, locality: "London", region: "L" }] },
      values: [
        [`${WORK}.locality`, undefined],
        [`${WORK}.region`, undefined],
      ],
      after: {},
    },
    {
      what: "keeps what else each of several values says",
      before: {
        emails: [
          { type: "home", value: "h@x" },
          { type: "work", value: "w@x" },
        ],
      },
      values: [["emails.value", ["new@x", "w@x"]]],
      after: { emails: [{ value: "new@x" }, { type: "work", value: "w@x" }] },
    },
    {
      what: "takes an extension away of which nothing is left",
      before: { [ENTERPRISE]: { department: "Sales", division: "North" } },
      values: [
        [`${ENTERPRISE}:department`, undefined],
        [`${ENTERPRISE}:division`, undefined],
      ],
      after: {},
    },
    {
      what: "takes a name away of which nothing is left",
      before: { name: { givenName: "Ada" } },
      values: [["name.givenName", undefined]],
      after: {},
    },
  ])("$what", ({ before, values, after }) => {
    const frozen = structuredClone(before);
    expect(write(before, values)).toEqual(after);
    expect(before).toEqual(frozen);
  });

  it("come back to where they were", () => {
    const whole: ScimObject = {
      name: { givenName: "Ada", honorificPrefix: "Dr" },
      emails: [
        { type: "home", value: "h@x" },
        { type: "work", value: "w@x", primary: true, display: "W" },
      ],
      addresses: [{ type: "work", locality: "London", country: "GB", primary: true }],
    };
    const paths = ["name.givenName", 'emails[type eq "work"].value', `${WORK}.locality`];
    const places = paths.map((path) => ({ path: parseBoundPath(path, user) }));
    const kept = clearBound(whole, places);
    expect(JSON.stringify(kept)).not.toMatch(/Ada|w@x|London/);
    expect(
      writeBound(
        kept,
        places.map(({ path }) => ({ path, value: readBound(whole, path) })),
      ),
    ).toEqual(whole);
  });
});
