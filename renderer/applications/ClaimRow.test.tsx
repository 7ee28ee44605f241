import { cleanup, screen, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { Configuration } from "../../core/contract/methods.ts";
import type { ClaimMapping } from "../../core/contract/model.ts";
import { type Answers, buildSummary, createTestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { Applications } from "./Applications.tsx";
import { useDrafts } from "./drafts.ts";
import { usePopulations } from "./population.ts";
import { EXPENSES, EXPENSES_DETAIL } from "./test-configuration.ts";

const PATH = "/w/:workspace/apps/:application?/:tab?";

const ANSWERS: Answers = {
  "applications.cards": () => ({ cards: [] }),
  "directory.table": () => ({
    groups: [{ id: "g1", name: "Contractors", members: 1 }],
    attributes: ["mail"],
    id: ["u-ada"],
    userName: ["ada"],
    displayName: ["Ada"],
    department: [],
    title: [],
    state: ["active"],
    memberOf: [[]],
    accounts: [[]],
    noted: [false],
  }),
  "preview.login": () => ({
    outcome: { result: "signedIn", code: "SIGNED_IN", reason: "Signed in.", by: "app:expenses" },
    claims: [],
    attributes: [],
    roles: [],
    changes: [],
  }),
};

/** The mapping tab with one claim, over an engine that remembers what it is asked to save. */
function show(row: Omit<ClaimMapping, "id" | "claim">, refuse?: { path: string; message: string }) {
  const saved: Configuration[] = [];
  const { connection } = EXPENSES;
  const claims: ClaimMapping[] = [{ id: "row", claim: "alias", ...row }];
  const oidc = connection.oidc === undefined ? {} : { oidc: { ...connection.oidc, claims } };
  const configuration = { ...EXPENSES, connection: { ...connection, ...oidc } };
  const client = createTestClient({
    ...ANSWERS,
    "applications.read": () => ({ ...EXPENSES_DETAIL, configuration }),
    "applications.save": ({ configuration: next }) => {
      if (refuse !== undefined)
        throw new CallError({ code: "EDIT_INVALID", message: "No.", problems: [{ code: "X", ...refuse }] });
      saved.push(next);
      return { what: "Changed the claims of Expenses", changed: true, problems: [] };
    },
  });
  const workspace = buildSummary({
    applications: [{ id: "expenses", name: "Expenses", signOn: "oidc", protocols: ["oidc"], accounts: 0, held: 0 }],
    identityProviders: [{ id: "idp", name: "Acme ID", origin: "https://idp.test", entityId: "https://idp.test" }],
  });
  renderAt(<Applications />, { path: PATH, hash: "#/w/acme/apps/expenses/mapping" }, client, workspace);
  const savedRow = async () => {
    await screen.findByText("Everything is saved");
    return saved.at(-1)?.connection.oidc?.claims[0];
  };
  return { user: userEvent.setup(), savedRow };
}

const mail = { kind: "attribute", attribute: "mail" } as const;

beforeEach(() => {
  useDrafts.setState({}, true);
  usePopulations.setState({}, true);
});
afterEach(cleanup);

describe("the transformations of a claim", () => {
  it("are added, chosen and given their parameters, two at the most", async () => {
    const { user, savedRow } = show({ source: mail });
    await user.click(await screen.findByLabelText("Claim 1: add a transformation"));
    await user.click(screen.getByLabelText("Claim 1: add a transformation"));
    expect(screen.queryByLabelText("Claim 1: add a transformation")).toBeNull();
    await user.selectOptions(screen.getByLabelText("Claim 1, transformation 2: function"), "Join()");
    await user.type(screen.getByLabelText("Claim 1, transformation 2: separator"), "@");
    await user.selectOptions(
      screen.getByLabelText("Claim 1, transformation 2: what it is joined with: what it is"),
      "the text",
    );
    await user.type(screen.getByLabelText("Claim 1, transformation 2: what it is joined with"), "x");
    await user.keyboard("{Control>}s{/Control}");
    expect(await savedRow()).toEqual({
      id: "row",
      claim: "alias",
      source: mail,
      transformations: [
        { function: "ExtractMailPrefix" },
        { function: "Join", separator: "@", with: { constant: "x" } },
      ],
    });
  });

  it("are for the first of several values, or for each", async () => {
    const { user, savedRow } = show({ source: mail, transformations: [{ function: "ToLowercase" }] });
    await user.click(await screen.findByLabelText("Claim 1: treat the source as multivalued"));
    await user.keyboard("{Control>}s{/Control}");
    expect(await savedRow()).toMatchObject({ multivalued: true });
  });

  it("are removed, and leave nothing behind", async () => {
    const { user, savedRow } = show({
      source: mail,
      transformations: [{ function: "Extract", after: "x", before: "y" }],
    });
    const chosen = await screen.findByLabelText<HTMLSelectElement>("Claim 1, transformation 1: function");
    expect(chosen.selectedOptions[0]?.text).toBe("Extract() - Between matching");
    await user.click(screen.getByLabelText("Remove Claim 1, transformation 1"));
    await user.keyboard("{Control>}s{/Control}");
    expect(await savedRow()).toEqual({ id: "row", claim: "alias", source: mail });
  });

  it("say at their field what is wrong with them", async () => {
    const message = "Nothing gives {whoo}. Did you mean {who}?";
    const path = "connection.oidc.claims[0].transformations[0].replacement";
    const transformations = [{ function: "RegexReplace", pattern: "(?<who>.*)", replacement: "{who}" } as const];
    const { user } = show({ source: mail, transformations }, { path, message });
    const field = await screen.findByLabelText("Claim 1, transformation 1: replacement");
    await user.type(field, "!");
    await user.keyboard("{Control>}s{/Control}");
    expect(await screen.findByText(`Not right: ${message}`)).toBeTruthy();
    expect(field.getAttribute("aria-invalid")).toBe("true");
  });

  it("are RegexReplace alone for groups, which have no conditions", async () => {
    const { user, savedRow } = show({ source: { kind: "groups", emit: "name" } });
    await user.click(await screen.findByLabelText("Claim 1: groups that are assigned to the application alone"));
    await user.click(screen.getByLabelText("Claim 1: add a transformation"));
    expect(screen.queryByLabelText("Claim 1: add a condition")).toBeNull();
    expect(within(screen.getByLabelText("Claim 1, transformation 1: function")).getAllByRole("option")).toHaveLength(1);
    await user.keyboard("{Control>}s{/Control}");
    expect(await savedRow()).toMatchObject({
      source: { kind: "groups", emit: "name", assigned: true },
      transformations: [{ function: "RegexReplace" }],
    });
  });
});

it("a condition has people, groups, a source and transformations of its own", async () => {
  const { user, savedRow } = show({ source: mail });
  await user.click(await screen.findByLabelText("Claim 1: add a condition"));
  const condition = screen.getByRole("group", { name: "Claim 1, condition 1" });
  await user.selectOptions(within(condition).getByLabelText("Claim 1, condition 1: user type"), "members");
  await user.type(within(condition).getByLabelText("Claim 1, condition 1: attribute"), "id");
  await user.click(within(condition).getByLabelText("Claim 1, condition 1: add a transformation"));
  await user.keyboard("{Control>}s{/Control}");
  expect(await savedRow()).toEqual({
    id: "row",
    claim: "alias",
    source: mail,
    conditions: [
      {
        userType: "members",
        source: { kind: "attribute", attribute: "id" },
        transformations: [{ function: "ExtractMailPrefix" }],
      },
    ],
  });
});

it("sources beside the first can be changed, removed and added", async () => {
  const further = [{ kind: "attribute", attribute: "otherMail" } as const];
  const { user, savedRow } = show({ source: mail, further });
  await user.click(await screen.findByLabelText("Claim 1: add a source"));
  await user.type(screen.getByLabelText("Claim 1, source 3: attribute"), "t");
  await user.click(screen.getByLabelText("Remove Claim 1, source 2"));
  await user.keyboard("{Control>}s{/Control}");
  expect(await savedRow()).toMatchObject({ further: [{ kind: "attribute", attribute: "t" }] });
});
