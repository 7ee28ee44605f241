import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Arguments } from "../../core/contract/methods.ts";
import type { ConnectionPreset, Evidence } from "../../core/contract/products.ts";
import { type Answers, buildSummary, createTestClient } from "../connection/test-client.tsx";
import { renderAt } from "../connection/test-window.tsx";
import { Applications } from "./Applications.tsx";
import { useDrafts } from "./drafts.ts";
import { usePopulations } from "./population.ts";
import { EXPENSES_DETAIL } from "./test-configuration.ts";

const WORKSPACE = buildSummary({
  applications: [{ id: "expenses", name: "Expenses", signOn: "oidc", protocols: ["oidc"], accounts: 11, held: 2 }],
  identityProviders: [{ id: "idp", name: "Acme ID", origin: "https://idp.test", entityId: "https://idp.test" }],
});

const DOCUMENTED: Evidence = {
  certainty: "documented",
  source: "Microsoft: ID token claims reference",
  date: "2026-11",
};
const EMAIL = { id: "email", claim: "email", scope: "email", source: { kind: "attribute", attribute: "mail" } };

const PRESET: ConnectionPreset = {
  product: "entra",
  name: "Microsoft Entra ID",
  settings: [
    { path: "connection.oidc.subject", value: "pairwise", evidence: DOCUMENTED, standing: "changed" },
    { path: "connection.oidc.claims.email", value: EMAIL, evidence: DOCUMENTED, standing: "preset" },
    {
      path: "connection.oidc.claims.oid",
      value: { id: "oid", claim: "oid", source: { kind: "attribute", attribute: "id" } },
      evidence: { ...DOCUMENTED, certainty: "fromMemory" },
      standing: "changed",
    },
  ],
};

const KNOWN = { documented: 2, sourceCode: 0, seen: 0, fromMemory: 1 };
const ISSUER = { pattern: "https://sts.windows.net/{tenant}/", evidence: DOCUMENTED };

function show(tab: string, answers: Answers = {}) {
  const saved: Arguments<"identityProviders.saveProduct">[] = [];
  const client = createTestClient({
    "applications.cards": () => ({ cards: [] }),
    "applications.read": () => ({ ...EXPENSES_DETAIL, preset: PRESET }),
    "identityProviders.products": () => ({
      products: [
        {
          id: "entra",
          name: "Microsoft Entra ID",
          tenantWord: "Tenant ID",
          issuer: ISSUER,
          known: KNOWN,
          notCovered: [],
        },
        { id: "adfs", name: "AD FS", known: KNOWN, notCovered: ["The rule language."] },
      ],
      providers: [{ id: "idp", name: "Acme ID", entityId: "https://idp.test", product: "entra", connections: [] }],
    }),
    "identityProviders.plan": ({ product }) => ({
      entityId: "https://idp.test",
      effects:
        product === "entra"
          ? []
          : [
              {
                application: "expenses",
                name: "Expenses",
                changed: true,
                losses: [
                  {
                    kind: "claim",
                    claim: "groups",
                    message: "It reads the claim `groups`, which would no longer be sent.",
                  },
                ],
              },
            ],
    }),
    "identityProviders.saveProduct": (wish) => {
      saved.push(wish);
      return { what: "Acme ID is like AD FS", changed: true, problems: [] };
    },
    ...answers,
  });
  const path = "/w/:workspace/apps/:application?/:tab?";
  renderAt(<Applications />, { path, hash: `#/w/acme/apps/expenses/${tab}` }, client, WORKSPACE);
  return { saved, user: userEvent.setup() };
}

beforeEach(() => {
  useDrafts.setState({}, true);
  usePopulations.setState({}, true);
});
afterEach(cleanup);

describe("a setting beside its product", () => {
  it("is preset or changed, with source, date and certainty, and goes back by reset", async () => {
    const { user } = show("connection");
    const field = (await screen.findByText("changed")).closest(".field");
    if (!(field instanceof HTMLElement)) throw new Error("The chip stands in a field.");
    expect(
      within(field).getByText(/documented by the vendor, 2026-11\. Microsoft: ID token claims reference/),
    ).toBeTruthy();
    await user.click(
      within(field).getByRole("button", { name: "Reset connection/oidc/subject to Microsoft Entra ID" }),
    );
    expect(within(field).getByText("preset")).toBeTruthy();
    expect(screen.getByRole("button", { name: "1 setting changed" })).toBeTruthy();
  });

  it("a row that the product sends and that is not there can be added", async () => {
    const { user } = show("mapping");
    await user.click(await screen.findByRole("button", { name: "add oid" }));
    expect(screen.queryByRole("button", { name: "add oid" })).toBeNull();
    expect(screen.getByDisplayValue("oid")).toBeTruthy();
  });
});

describe("another product", () => {
  it("shows what applications would no longer understand before it is saved", async () => {
    const { user, saved } = show("connection");
    await user.click(await screen.findByRole("button", { name: "Change the product…" }));
    expect(await screen.findByText("Every application would understand what it understands now.")).toBeTruthy();
    await user.selectOptions(screen.getByLabelText("Product"), "adfs");
    expect((await screen.findByRole("region", { name: "Expenses" })).textContent).toContain(
      "It reads the claim groups",
    );
    expect(screen.queryByLabelText("Tenant ID")).toBeNull();
    await user.click(screen.getByRole("radio", { name: /defaults alone/ }));
    expect(saved).toEqual([]);
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Save" }));
    await waitFor(() =>
      expect(saved).toEqual([{ workspace: "acme", provider: "idp", product: "adfs", connections: "defaults" }]),
    );
  });

  it("takes the verified domains of Entra, the default one first", async () => {
    const { user, saved } = show("connection");
    await user.click(await screen.findByRole("button", { name: "Change the product…" }));
    await user.type(await screen.findByLabelText("Verified domains"), "contoso.onmicrosoft.com, contoso.com");
    await user.click(within(screen.getByRole("dialog")).getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saved).toMatchObject([{ domains: ["contoso.onmicrosoft.com", "contoso.com"] }]));
  });
});
