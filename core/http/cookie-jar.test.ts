import fc from "fast-check";
import { CookieJar as ReferenceJar } from "tough-cookie";
import { describe, expect, it } from "vitest";
import { createCookieJar, type RequestOrigin, registrableDomain } from "./cookie-jar.ts";

const NOW = Date.parse("2026-03-02T09:00:00.000Z");
const DAY_MS = 86_400_000;
const HOST = "https://app.acme.test/oidc/callback";
const LOCAL = "http://localhost:8080/";

/** What a request to `to` carries after `from` has set these cookies. */
function sent(
  fields: readonly string[],
  to = HOST,
  from = HOST,
  origin: RequestOrigin = "sameSite",
  later = 0,
): string {
  const jar = createCookieJar();
  for (const field of fields) jar.set(field, new URL(from), NOW);
  return jar.fieldFor(new URL(to), origin, NOW + later);
}

describe("a cookie", () => {
  interface Case {
    readonly what: string;
    readonly set: readonly string[];
    readonly from?: string;
    readonly to?: string;
    readonly later?: number;
    readonly sent: string;
  }
  const long = "x".repeat(5000);
  const cases: readonly Case[] = [
    { what: "goes back to its host", set: ["a=1"], to: "https://app.acme.test/oidc/x", sent: "a=1" },
    { what: "goes to no other port's scheme", set: ["a=1; Secure"], to: "http://app.acme.test/oidc/x", sent: "" },
    { what: "goes to no host below", set: ["a=1"], to: "https://www.app.acme.test/oidc/x", sent: "" },
    {
      what: "of a domain goes below it",
      set: ["a=1; Domain=.Acme.test"],
      to: "https://b.acme.test/oidc/x",
      sent: "a=1",
    },
    { what: "of another domain is refused", set: ["a=1; Domain=other.test"], sent: "" },
    { what: "of a public suffix is refused", set: ["a=1; Domain=test"], sent: "" },
    { what: "of a host that only ends alike is refused", set: ["a=1; Domain=cme.test"], sent: "" },
    { what: "without a path has that of its folder", set: ["a=1"], to: "https://app.acme.test/", sent: "" },
    { what: "with a path goes below it", set: ["a=1; Path=/x"], to: "https://app.acme.test/x/y", sent: "a=1" },
    {
      what: "with a path goes nowhere that only begins alike",
      set: ["a=1; Path=/x"],
      to: "https://app.acme.test/xy",
      sent: "",
    },
    { what: "takes the place of an earlier one", set: ["a=1", "b=2", "a=3"], sent: "a=3; b=2" },
    { what: "with a longer path goes first", set: ["a=1; Path=/", "b=2"], sent: "b=2; a=1" },
    { what: "may be a value without a name", set: ["token"], sent: "token" },
    { what: "of nothing is none", set: ["", "=", ";Secure"], sent: "" },
    { what: "that is too long is refused", set: [`a=${long}`], sent: "" },
    { what: "with a control character is refused", set: ["a=1\u0001"], sent: "" },
    { what: "with an attribute that is too long goes without it", set: [`a=1; Path=/${long}`], sent: "a=1" },
    { what: "keeps the last of repeated attributes", set: ["a=1; Path=/x; Path=/"], sent: "a=1" },
    { what: "ends with its Max-Age", set: ["a=1; Max-Age=60"], later: 60_000, sent: "" },
    { what: "lives until then", set: ["a=1; Max-Age=60"], later: 59_999, sent: "a=1" },
    { what: "with a Max-Age of 0 is forgotten", set: ["a=1", "a=; Max-Age=0"], sent: "" },
    {
      what: "goes by Max-Age before Expires",
      set: ["a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT"],
      sent: "a=1",
    },
    { what: "ends with its Expires", set: ["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT"], sent: "" },
    { what: "is kept for 400 days at the most", set: ["a=1; Max-Age=99999999999"], later: 400 * DAY_MS, sent: "" },
    { what: "that is Secure needs https", set: ["a=1; Secure"], from: "http://app.acme.test/oidc/x", sent: "" },
    { what: "that is Secure may stay on this machine", set: ["a=1; Secure"], from: LOCAL, to: LOCAL, sent: "a=1" },
    { what: "for all sites needs Secure", set: ["a=1; SameSite=None"], sent: "" },
    { what: "named __Secure- needs Secure", set: ["__Secure-a=1"], sent: "" },
    { what: "named __Host- needs its host alone", set: ["__Host-a=1; Secure; Path=/; Domain=acme.test"], sent: "" },
    { what: "named __Host- needs the whole host", set: ["__host-a=1; Secure; Path=/x"], sent: "" },
    { what: "named __Host- must say so", set: ["__Host-a=1; Secure"], from: "https://app.acme.test/", sent: "" },
    { what: "named __Host- that has it all is kept", set: ["__Host-a=1; Secure; Path=/"], sent: "__Host-a=1" },
    { what: "without a name cannot pretend to one", set: ["=__Secure-a=1"], sent: "" },
  ];
  it.each(cases)("$what", ({ set, from, to, later, sent: expected }) => {
    expect(sent(set, to, from, "sameSite", later)).toBe(expected);
  });

  it("that is secure is not replaced over http", () => {
    const jar = createCookieJar();
    jar.set("a=1; Secure; Path=/", new URL("https://app.acme.test/"), NOW);
    jar.set("a=2; Path=/", new URL("http://app.acme.test/"), NOW);
    expect(jar.fieldFor(new URL("https://app.acme.test/"), "sameSite", NOW)).toBe("a=1");
  });

  const origins: readonly { readonly sameSite: string; readonly link: string; readonly form: string }[] = [
    { sameSite: "Strict", link: "", form: "" },
    { sameSite: "Lax", link: "a=1", form: "" },
    { sameSite: "None", link: "a=1", form: "a=1" },
    { sameSite: "Whatever", link: "a=1", form: "" },
  ];
  it.each(origins)("of SameSite=$sameSite is sent to where it may", ({ sameSite, link, form }) => {
    const field = [`a=1; Secure; SameSite=${sameSite}`];
    expect(sent(field, HOST, HOST, "sameSite")).toBe("a=1");
    expect(sent(field, HOST, HOST, "link")).toBe(link);
    expect(sent(field, HOST, HOST, "form")).toBe(form);
  });
});

describe("the jar", () => {
  const word = fc.constantFrom("a", "b", "__Host-c", "__Secure-d");
  const attributes = fc.subarray(
    ["Path=/", "Path=/x", "Path=nowhere", "Domain=acme.test", "Domain=test", "HttpOnly", "Max-Age=9"],
    { maxLength: 4 },
  );
  const sameSite = fc.constantFrom("Strict", "Lax", "None");
  const field = fc.tuple(word, fc.nat(9), attributes, sameSite).map(([name, value, more, site]) => {
    return [`${name}=${value}`, "Secure", `SameSite=${site}`, ...more].join("; ");
  });
  const url = fc
    .tuple(fc.constantFrom("app.acme.test", "b.acme.test"), fc.constantFrom("/", "/x", "/x/y", "/xy"))
    .map(([host, path]) => new URL(`https://${host}${path}`));
  const contexts = { sameSite: "strict", link: "lax", form: "none" } as const;

  // Apart from what RFC 6265bis has added since: the host itself, or the hosts below, as part of what a cookie is known by.
  it("sends what tough-cookie sends", () => {
    const reference = fc.tuple(
      fc.array(fc.tuple(field, url), { maxLength: 8 }),
      url,
      fc.constantFrom("sameSite", "link", "form"),
    );
    fc.assert(
      fc.property(reference, ([received, to, origin]) => {
        const [jar, theirs] = [createCookieJar(), new ReferenceJar()];
        const at = { now: new Date(), ignoreError: true, sameSiteContext: "strict" as const };
        for (const [each, from] of received) {
          jar.set(each, from, at.now.getTime());
          theirs.setCookieSync(each, from, at);
        }
        const expected = theirs.getCookiesSync(to, { sameSiteContext: contexts[origin] });
        const mine = jar.fieldFor(to, origin, at.now.getTime());
        expect(mine.split("; ").toSorted().join("; ")).toBe(
          expected
            .map((each) => each.cookieString())
            .toSorted()
            .join("; "),
        );
      }),
    );
  });

  it("takes any text without failing", () => {
    fc.assert(fc.property(fc.string(), (text) => void sent([text])));
  });
});

describe("the registrable domain", () => {
  it.each([
    ["app.acme.test", "acme.test"],
    ["acme.test", "acme.test"],
    ["test", undefined],
    ["www.example.co.uk", "example.co.uk"],
    ["co.uk", undefined],
  ])("of %s is %s", (host, domain) => {
    expect(registrableDomain(host)).toBe(domain);
  });
});
