import { act, cleanup, waitFor } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { ApplicationDetail } from "../../core/contract/results.ts";
import { buildSummary, createTestClient, renderWith } from "../connection/test-client.tsx";
import { type Editing, EditingContext } from "./editing.ts";
import { usePopulations } from "./population.ts";
import { EXPENSES } from "./test-configuration.ts";
import { useAutomaticCounts, usePopulation } from "./use-population.ts";

const SAVED = { configuration: EXPENSES, problems: [] } as unknown as ApplicationDetail;

function Counts() {
  useAutomaticCounts();
  return <p>{usePopulation().isCurrent ? "current" : "old"}</p>;
}

beforeEach(() => usePopulations.setState({}, true));
afterEach(cleanup);

it("counts anew once anything was saved, though the draft is the very same", async () => {
  const client = createTestClient({
    "preview.population": () => ({ people: 24, notAssigned: 0, rows: [], rules: [], interesting: [] }),
  });
  let save = (): void => undefined;
  function Page() {
    const [detail, setDetail] = useState(SAVED);
    save = () => setDetail({ ...SAVED });
    const editing: Editing = {
      workspace: "acme",
      detail,
      base: EXPENSES,
      draft: EXPENSES,
      canEdit: true,
      problems: [],
      change: () => undefined,
      replace: () => undefined,
    };
    return (
      <EditingContext value={editing}>
        <Counts />
      </EditingContext>
    );
  }
  const { container } = renderWith(<Page />, client, buildSummary());
  await waitFor(() => expect(container.textContent).toContain("current"));
  act(() => save());
  expect(container.textContent).toContain("old");
  await waitFor(() => expect(container.textContent).toContain("current"));
  expect(client.calls.map(({ method }) => method)).toEqual(["preview.population", "preview.population"]);
});
