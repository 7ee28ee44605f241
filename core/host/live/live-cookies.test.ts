import { describe, expect, it } from "vitest";
import { buildCookie, buildExpiredCookie } from "../../http/cookie.ts";
import { cookiePrefix, incomingCookies, outgoingCookie } from "./live-cookies.ts";

describe("a cookie that leaves", () => {
  it.each([
    [buildCookie("s", "1", "Lax"), "app.s=1; Path=/; HttpOnly; SameSite=Lax"],
    [buildCookie("s", "1", "None"), "app.s=1; Path=/; HttpOnly"],
    [buildExpiredCookie("s", "None"), "app.s=; Path=/; Max-Age=0; HttpOnly"],
    ["__Host-s=a=b; SECURE; samesite = none; Path=/", "app.__Host-s=a=b; Path=/"],
    ["secure=1", "app.secure=1"],
  ])("goes by its party's name, without what needs https: %s", (field, expected) => {
    expect(outgoingCookie(field, { cookiePrefix: "app.", scheme: "http" })).toBe(expected);
  });

  it("keeps over https what it says", () => {
    const field = buildCookie("s", "1", "None");
    expect(outgoingCookie(field, { cookiePrefix: "app.", scheme: "https" })).toBe(`app.${field}`);
  });
});

describe("cookies that come in", () => {
  it("are the party's own, by their own names", () => {
    expect(incomingCookies("idp.s=0; app.s=1;app.t=a=b; s=2; app=3", "app.")).toBe("s=1; t=a=b");
  });

  it.each(["", "idp.s=1", "s=1; app", ";;="])("are none where none is the party's own: %j", (field) => {
    expect(incomingCookies(field, "app.")).toBeUndefined();
  });
});

describe("the prefix of a party", () => {
  const actors = ["app:a", "idp:a", "app:a.b", "app:a b", "app:ä", "app:(a)", "app:a;b=c", 'app:"'];

  it.each(actors)("is part of a cookie's name as RFC 6265 has it: %j", (actor) => {
    expect(cookiePrefix(actor)).toMatch(/^[\w!#$%&'*+.^`|~-]+\.$/);
  });

  it("is never the beginning of another's", () => {
    const prefixes = actors.map(cookiePrefix);
    for (const [index, prefix] of prefixes.entries()) {
      expect(prefixes.filter((other, place) => place !== index && other.startsWith(prefix))).toEqual([]);
    }
  });
});
