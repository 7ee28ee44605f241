import { cleanup, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, describe, expect, it } from "vitest";
import type { CardSummary } from "../../core/contract/results.ts";
import { buildSummary, createTestClient, renderWith } from "../connection/test-client.tsx";
import { NewApplication } from "./NewApplication.tsx";

afterEach(cleanup);

const wiki: CardSummary = {
  id: "wiki-like",
  name: "Wiki-like",
  origin: "public documents",
  date: "2026-11",
  signOn: [],
  known: 3,
  unknown: 1,
};

const show = () => {
  const cards = [wiki, { ...wiki, id: "vault-like", name: "Vault-like", jitOff: true }];
  const client = createTestClient({ "applications.cards": () => ({ cards }) });
  renderWith(<NewApplication onClose={() => undefined} onCreated={() => undefined} />, client, buildSummary());
};

describe("a new application", () => {
  it("of a kind that makes no accounts at a login says so before it is made", async () => {
    show();
    await userEvent.click(await screen.findByRole("radio", { name: /^Wiki-like/ }));
    expect(screen.queryByRole("status")).toBeNull();
    await userEvent.click(screen.getByRole("radio", { name: /^Vault-like/ }));
    expect(screen.getByRole("status").textContent).toContain("the first login will be refused");
  });
});
