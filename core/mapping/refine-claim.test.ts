import { describe, expect, it } from "vitest";
import type { ClaimMapping } from "./claim-mapping.ts";
import type { ClaimTransformation } from "./claim-transformation.ts";
import { evaluateClaims, type Person } from "./claims.ts";
import type { ExpressionWorld } from "./person-world.ts";

const BRITTA: Person = {
  user: {
    id: "u1",
    userName: "britta@contoso.test",
    active: true,
    attributes: {
      mail: "Britta@Contoso.test",
      userType: "Guest",
      extensionAttribute1: "ext-1",
      otherMails: ["b1@home.test", "b2@home.test"],
      nothing: null,
    },
    groups: ["g1"],
  },
  groups: [
    { id: "g1", name: "APP Finance" },
    { id: "g2", name: "APP Sales" },
  ],
};

type Row = Omit<ClaimMapping, "id" | "claim">;

function attribute(name: string) {
  return { kind: "attribute", attribute: name } as const;
}

const prefix: ClaimTransformation = { function: "ExtractMailPrefix" };
const upper: ClaimTransformation = { function: "ToUppercase" };

function send(row: Row, person = BRITTA, world?: ExpressionWorld) {
  const { attributes, evaluations } = evaluateClaims([{ id: "row", claim: "it", ...row }], person, "claims", world);
  return { value: attributes[0]?.value, evaluation: evaluations[0] };
}

describe("transformations", () => {
  it("are chained, and the trace shows source, transformation and value", () => {
    const { value, evaluation } = send({ source: attribute("mail"), transformations: [prefix, upper] });
    expect(value).toBe("BRITTA");
    expect(evaluation).toMatchObject({
      rule: "attribute `mail` through ExtractMailPrefix() and ToUppercase()",
      inputs: [{ name: "mail", value: "Britta@Contoso.test" }],
      intermediate: [
        { text: "attribute `mail`", value: "Britta@Contoso.test" },
        { text: "ExtractMailPrefix()", value: "Britta" },
        { text: "ToUppercase()", value: "BRITTA" },
      ],
      why: "The value comes from attribute `mail` through ExtractMailPrefix() and ToUppercase().",
      result: "applied",
    });
  });

  it("take the first of several values, and say what is left out", () => {
    const { value, evaluation } = send({ source: attribute("otherMails"), transformations: [prefix] });
    expect(value).toBe("b1");
    expect(evaluation?.intermediate?.[1]?.text).toBe("The first value alone is transformed; left out: 1");
  });

  it("take each of several values where the source is treated as multivalued", () => {
    const row: Row = { source: attribute("otherMails"), transformations: [prefix], multivalued: true };
    expect(send(row).value).toEqual(["b1", "b2"]);
  });

  it("send nothing where nothing comes out, and show what else was read", () => {
    const contains: ClaimTransformation = { function: "Contains", value: "@x", output: { attribute: "mail" } };
    const { value, evaluation } = send({ source: attribute("nothing"), transformations: [contains, upper] });
    expect(value).toBeUndefined();
    expect(evaluation).toMatchObject({ result: "absent", why: expect.stringContaining("Nothing came out of") });
    const ifEmpty: ClaimTransformation = { function: "IfEmpty", output: { attribute: "extensionAttribute1" } };
    const other = send({ source: attribute("nothing"), transformations: [ifEmpty] });
    expect(other.value).toBe("ext-1");
    expect(other.evaluation?.inputs.map(({ name }) => name)).toEqual(["nothing", "extensionAttribute1"]);
  });

  it("fail with a pattern that cannot be read", () => {
    const broken: ClaimTransformation = { function: "RegexReplace", pattern: "(", replacement: "" };
    const { evaluation } = send({ source: attribute("mail"), transformations: [broken] });
    expect(evaluation).toMatchObject({ result: "failed", why: expect.stringContaining("cannot be used") });
  });

  it("cannot tell where a file does not carry what they read", () => {
    const world: ExpressionWorld = {
      now: 0,
      notKnownFrom: (name) => (name === "employeeId" ? "users.csv" : undefined),
    };
    const join: ClaimTransformation = { function: "Join", with: { attribute: "employeeId" } };
    const { evaluation } = send({ source: attribute("mail"), transformations: [join] }, BRITTA, world);
    expect(evaluation).toMatchObject({ result: "failed", why: "Cannot tell: users.csv does not carry `employeeId`." });
  });
});

it("sends the values of several sources one after the other", () => {
  const row: Row = { source: attribute("mail"), further: [attribute("otherMails"), attribute("nothing")] };
  expect(send(row).value).toEqual(["Britta@Contoso.test", "b1@home.test", "b2@home.test"]);
});

describe("conditions", () => {
  const guests = { userType: "guests", source: attribute("extensionAttribute1") } as const;
  const own = attribute("userName");

  it.each<{ title: string; conditions: NonNullable<Row["conditions"]>; value: string; why: string }>([
    {
      title: "the last that holds counts",
      conditions: [guests, { userType: "guests", source: attribute("mail") }],
      value: "Britta@Contoso.test",
      why: "Condition 2, for guests: holds, and its value is sent",
    },
    {
      title: "those with transformations come last, wherever they stand",
      conditions: [{ source: attribute("mail"), transformations: [prefix] }, guests],
      value: "Britta",
      why: "Condition 1, for anybody: holds, and its value is sent",
    },
    {
      title: "one that gives nothing is ignored",
      conditions: [guests, { source: attribute("otherMail") }],
      value: "ext-1",
      why: "Condition 2, for anybody: holds, and gives nothing, so that it is ignored",
    },
    {
      title: "nobody else's counts",
      conditions: [{ userType: "members", source: attribute("mail") }],
      value: "britta@contoso.test",
      why: "Condition 1, for members: the person is no member",
    },
    {
      title: "a group that the person is in counts",
      conditions: [{ groups: ["g0", "g1"], source: attribute("mail") }],
      value: "Britta@Contoso.test",
      why: "Condition 1, for anybody in one of 2 groups: holds, and its value is sent",
    },
    {
      title: "a group that the person is not in does not",
      conditions: [{ groups: ["g2"], source: attribute("mail") }],
      value: "britta@contoso.test",
      why: "Condition 1, for anybody in a group: the person is in none of its groups",
    },
  ])("$title", ({ conditions, value, why }) => {
    const sent = send({ source: own, conditions });
    expect(sent.value).toBe(value);
    expect(sent.evaluation?.intermediate?.[0]?.text).toBe(why);
  });

  it("hold for nobody of whom nothing says what they are", () => {
    const { userType: _, ...attributes } = BRITTA.user.attributes;
    const person = { ...BRITTA, user: { ...BRITTA.user, attributes } };
    const { value, evaluation } = send({ source: own, conditions: [guests] }, person);
    expect(value).toBe("britta@contoso.test");
    expect(evaluation?.intermediate?.map(({ text }) => text)).toEqual([
      "Condition 1, for guests: nothing says whether the person is a member or a guest",
      "No condition gives a value: the claim's own source counts",
    ]);
  });
});

describe("groups through RegexReplace", () => {
  const replace = (pattern: string): Row => ({
    source: { kind: "groups", emit: "name" },
    transformations: [{ function: "RegexReplace", pattern, replacement: "{what}" }],
  });

  it("leave out those that do not match", () => {
    const { value, evaluation } = send(replace("^APP (?<what>F.*)$"));
    expect(value).toEqual(["Finance"]);
    expect(evaluation?.why).toBe("Sent: 2 of the person's 2 groups. Left out, for they do not match the pattern: 1.");
  });

  it("are sent as they are where none matches", () => {
    const { value, evaluation } = send(replace("^X (?<what>.*)$"));
    expect(value).toEqual(["APP Finance", "APP Sales"]);
    expect(evaluation?.why).toContain("None of them matches the pattern: they are sent as they are.");
  });
});

it("sends groups that are assigned to the application alone", () => {
  const row: Row = { source: { kind: "groups", emit: "name", assigned: true } };
  expect(send(row, { ...BRITTA, assigned: ["g2"] }).value).toEqual(["APP Sales"]);
  expect(send(row).evaluation?.why).toBe(
    "None of the person's 2 groups is assigned to the application, so no claim is sent.",
  );
});
