import { expect, it } from "vitest";
import type { Account } from "../../core/contract/model.ts";
import { type AccountForm, buildEdit, formOf } from "./build-edit.ts";

const AT = "2026-03-02T09:00:00.000Z";
const account: Account = {
  id: "a-1",
  userName: "mara",
  active: true,
  attributes: { department: "Finance", phones: ["1", "2"], verified: true, floor: 3 },
  roles: [{ role: "employee", writer: "jit", at: AT, why: "" }],
  links: [],
  written: {},
  createdAt: AT,
};
const form = formOf(account, ["department", "title"]);
const edit = (change: Partial<AccountForm>) => buildEdit("expenses", account, { ...form, ...change });
const type = (name: string, text: string) => edit({ texts: { ...form.texts, [name]: text } });

it("is no edit where nothing differs", () => {
  expect(form.texts).toEqual({
    userName: "mara",
    department: "Finance",
    title: "",
    phones: "1, 2",
    verified: "true",
    floor: "3",
  });
  expect(edit({})).toBeUndefined();
});

it.each([
  ["department", "Board", "Board"],
  ["department", " ", null],
  ["title", "Lead", "Lead"],
  ["phones", "1, 3,", ["1", "3"]],
  ["verified", "false", false],
  ["floor", "4", 4],
  ["userName", "mara.o", "mara.o"],
])("sets %s to “%s” as what it was", (name, text, value) => {
  expect(type(name, text)).toEqual({
    type: "editAccount",
    application: "expenses",
    account: "a-1",
    attributes: { [name]: value },
  });
});

it("grants and takes away roles, and switches it off", () => {
  expect(edit({ roles: ["admin"], active: false })).toMatchObject({
    grant: ["admin"],
    revoke: ["employee"],
    active: false,
  });
});

it("lets it sign in without the identity provider, and takes that back", () => {
  expect(edit({ localSignIn: true })).toEqual({
    type: "editAccount",
    application: "expenses",
    account: "a-1",
    localSignIn: true,
  });
  const spare = { ...account, localSignIn: true as const };
  expect(buildEdit("expenses", spare, { ...formOf(spare, []), localSignIn: false })).toMatchObject({
    localSignIn: false,
  });
});
