import { act, cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { CallError } from "../../core/contract/client.ts";
import type { Exported } from "../../core/contract/exports.ts";
import { type Answers, buildSummary, createTestClient, renderWith } from "../connection/test-client.tsx";
import { ExportDialog } from "./ExportDialog.tsx";
import { askForExport, closeExport, type ExportWish, useExporting } from "./importing.ts";

const KINDS = [
  { kind: "entraSchema", name: "Entra: provisioning schema (JSON)", purpose: "For Entra.", application: "yes" },
  { kind: "peopleCsv", name: "People (CSV)", purpose: "Everybody.", application: "no" },
  { kind: "samlMetadata", name: "SAML metadata (XML)", purpose: "For the other party.", application: "either" },
] as const;

const PEOPLE: Exported = {
  fileName: "people.csv",
  text: "userPrincipalName\nada\n",
  notCarried: [{ place: "directory.users[3].note", message: "Notes have no column." }],
};

afterEach(() => {
  act(closeExport);
  cleanup();
  vi.restoreAllMocks();
});

function show(wish: ExportWish = {}, answers: Answers = {}, workspace = buildSummary()) {
  const client = createTestClient({
    "exports.list": () => ({ kinds: KINDS }),
    "exports.make": () => PEOPLE,
    ...answers,
  });
  askForExport(wish);
  renderWith(<ExportDialog />, client, workspace);
  return () => client.calls.filter(({ method }) => method === "exports.make").map(({ args }) => args);
}

const save = () => screen.getByRole("button", { name: "Save" });

describe("an export", () => {
  it("says what it cannot carry before it is saved", async () => {
    const asked = show();
    const notice = (await screen.findByText("What people.csv does not carry")).closest(".notice");
    expect(notice?.textContent).toContain("Notes have no column. directory.users[3].note");
    expect(asked()).toEqual([{ workspace: "acme", kind: "peopleCsv" }]);
    const made = vi.spyOn(URL, "createObjectURL").mockReturnValue("blob:people");
    await userEvent.click(save());
    const [blob] = made.mock.calls[0] ?? [];
    expect(await (blob as Blob).text()).toBe(PEOPLE.text);
    expect(useExporting.getState().wish).toBeUndefined();
  });

  it("is copied instead", async () => {
    const user = userEvent.setup();
    show();
    await screen.findByText("What people.csv does not carry");
    await user.click(screen.getByRole("button", { name: "Copy" }));
    expect(await navigator.clipboard.readText()).toBe(PEOPLE.text);
  });

  it("is about the application that somebody comes from, or about another", async () => {
    const asked = show({ application: "slack" });
    await waitFor(() => expect(asked()).toEqual([{ workspace: "acme", kind: "entraSchema", application: "slack" }]));
    await userEvent.click(await screen.findByRole("combobox", { name: "Application" }));
    await userEvent.click(await screen.findByRole("option", { name: "Expenses" }));
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ application: "expenses" }));
  });

  it("is about the identity provider where no application is said", async () => {
    const asked = show();
    await userEvent.click(await screen.findByRole("combobox", { name: "What" }));
    await userEvent.click(await screen.findByRole("option", { name: "SAML metadata (XML)" }));
    await waitFor(() => expect(asked().at(-1)).toEqual({ workspace: "acme", kind: "samlMetadata" }));
    expect(screen.getByRole("combobox", { name: "Application" }).getAttribute("placeholder")).toContain(
      "identity provider",
    );
  });

  it("asks which identity provider is meant, where there are several", async () => {
    const kinds = [{ ...KINDS[2], identityProvider: true }] as const;
    const identityProviders = ["acme-id", "other"].map((id) => {
      return { id, name: `The ${id}`, origin: `https://${id}.test`, entityId: `https://${id}.test/saml` };
    });
    const asked = show({}, { "exports.list": () => ({ kinds }) }, buildSummary({ identityProviders }));
    await userEvent.click(await screen.findByRole("combobox", { name: "Identity provider" }));
    await userEvent.click(await screen.findByRole("option", { name: "The other" }));
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ identityProvider: "other" }));
  });

  it("of people asks whose names the columns have", async () => {
    const asked = show({}, { "exports.list": () => ({ kinds: [{ ...KINDS[1], names: true }] }) });
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ kind: "peopleCsv", names: "entra" }));
    await userEvent.click(await screen.findByRole("combobox", { name: "Columns are called as in" }));
    await userEvent.click(await screen.findByRole("option", { name: "Okta" }));
    await waitFor(() => expect(asked().at(-1)).toMatchObject({ names: "okta" }));
    expect(screen.queryByRole("combobox", { name: "Identity provider" })).toBeNull();
  });

  it("says why there is nothing to save", async () => {
    show(
      {},
      {
        "exports.make": () => {
          throw new CallError({ code: "EXPORT_NOTHING", message: "No application is provisioned by SCIM." });
        },
      },
    );
    expect((await screen.findByRole("alert")).textContent).toContain("No application is provisioned by SCIM.");
    expect(save().hasAttribute("disabled")).toBe(true);
  });
});
