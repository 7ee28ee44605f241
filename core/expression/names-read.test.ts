import { describe, expect, it } from "vitest";
import type { DialectId } from "./dialect.ts";
import { dialectOf } from "./languages.ts";
import { attributesReadIn } from "./names-read.ts";

/** okta-expressions.md, sections 2, 5 and 6; entra-expressions.md, section 1. */
const CASES: readonly (readonly [DialectId, string, readonly string[]])[] = [
  ["entra", 'Join(".", [givenName], [surname], [givenName])', ["givenName", "surname"]],
  ["entra", 'Switch([emails[type eq "work"].value], , "a", [city])', ['emails[type eq "work"].value', "city"]],
  ["entra", 'IIF([a]="x", IgnoreAttributeFlow, "constant")', ["a"]],
  ["okta", 'user.firstName + " " + source.lastName', ["firstName", "lastName"]],
  ["okta", 'firstName + "." + lastName', ["firstName", "lastName"]],
  ["okta", 'String.substringBefore(email, "@")', ["email"]],
  ["okta", "user.manager == null ? nickName : user.manager", ["manager", "nickName"]],
  ["okta", "appuser.email", []],
  ["okta", "office365_app.domain", []],
  ["okta", "org.name + session.amr[0]", []],
  ["okta", "user.tags[number]", ["tags", "number"]],
  ["okta", 'user.getLinkedObject("manager").lastName', []],
  ["okta", 'user.getInternalProperty("status")', []],
  ["okta", "user.getGroups({'group.profile.name': wanted}).![name]", ["wanted"]],
  ["okta", "{firstName, {'key': lastName}}", ["firstName", "lastName"]],
  ["okta", "user.address.city", ["address"]],
  ["okta-ie", "user.profile.firstName", ["firstName"]],
  ["okta-ie", "user.profile.email.toLowerCase().substringBefore(user.profile.mark)", ["email", "mark"]],
  ["okta-ie", "user.status", []],
  ["okta-ie", "user.created.withinDays(30) || user.id == user.profile.login", ["login"]],
  ["okta-ie", "user.profile", []],
  ["okta-ie", "device.profile.managed || login.identifier == user.profile.email", ["email"]],
  ["okta-ie", "user.getGroups({'group.type': {'OKTA_GROUP'}}).![profile.name]", []],
  ["okta-template", `\${fn:substringBefore(source.login, "@")}`, ["login"]],
  ["okta-template", `\${source.userName}\${instance.userSuffix}`, ["userName"]],
];

describe("the attributes that an expression reads", () => {
  it.each(CASES)("in %s: %s", (dialect, text, names) => {
    expect(attributesReadIn(dialectOf(dialect).parse(text), dialect)).toEqual(names);
  });
});
