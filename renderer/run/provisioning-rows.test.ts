import { describe, expect, it } from "vitest";
import type { Phase, Step, Trace } from "../../core/contract/model.ts";
import { kindOf } from "./kinds.ts";
import { buildPayload } from "./payload.ts";
import { groupPhases, phasesNotReached } from "./phases.ts";
import { buildRows, stopsOf } from "./rows.ts";
import { summaryFields } from "./summary.ts";

const MORNING = "2026-03-02T09:00:00.000Z";
const NIGHT = "2026-03-03T02:00:00.000Z";
const idp = { from: "idp:acme", to: "idp:acme" } as const;

const base = (seq: number, phase: Phase, at = MORNING) => ({
  seq,
  at,
  phase,
  status: "ok" as const,
  title: `Step ${seq}`,
  why: "",
});

const headers = { "content-type": "application/scim+json", authorization: "Bearer ‹redacted ae9e›" };
const request = (seq: number, body: string): Step => ({
  ...base(seq, "apply"),
  kind: "request",
  from: "idp:acme",
  to: "app:slack",
  exchange: 1,
  request: { method: "PATCH", url: "https://slack.test/scim/v2/Users/a-1?attributes=userName", headers, body },
});
const response = (seq: number): Step => ({
  ...base(seq, "apply"),
  kind: "response",
  from: "app:slack",
  to: "idp:acme",
  exchange: 1,
  response: { status: 409, headers, body: '{"scimType":"uniqueness","detail":"Taken."}' },
});

const patch = JSON.stringify({
  schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
  Operations: [
    { op: "replace", path: "title", value: "Lead" },
    { op: "remove", path: "manager" },
  ],
});

const steps: readonly Step[] = [
  { ...base(1, "import"), ...idp, kind: "notice" },
  request(2, patch),
  { ...base(3, "validate"), from: "app:slack", to: "app:slack", kind: "checks", subject: "", checks: [] },
  { ...base(4, "decide"), from: "app:slack", to: "app:slack", kind: "evaluation", evaluations: [] },
  response(5),
  { ...base(6, "import", NIGHT), from: "hr", to: "administrator", kind: "notice" },
  {
    ...base(7, "session", NIGHT),
    from: "clock",
    to: "clock",
    kind: "outcome",
    status: "ok",
    outcome: { result: "done", code: "DONE", reason: "", by: "clock" },
  },
];
const trace: Trace = { version: 1, actors: [], steps };

describe("a run of provisioning", () => {
  it("keeps what the application does for a request in the moment of the request", () => {
    expect(groupPhases(steps).map(({ phase, steps: own }) => [phase, own.length])).toEqual([
      ["import", 1],
      ["apply", 4],
      ["import", 1],
      ["session", 1],
    ]);
  });

  it("says where simulated time went on, and stops at nothing there", () => {
    const rows = buildRows(trace, 2, new Set());
    expect(rows.filter(({ type }) => type === "time")).toMatchObject([{ at: NIGHT, before: MORNING, seq: 6 }]);
    expect(stopsOf(rows)).toEqual([1, 2, 4, 5, 6, 7]);
  });

  it("has no moments that were not reached", () => {
    const refused = steps.map((step) => (step.seq === 5 ? { ...step, status: "refused" as const } : step));
    expect(phasesNotReached({ ...trace, steps: refused })).toEqual([]);
  });
});

describe("a message of SCIM", () => {
  const [, patched] = steps;
  const answered = response(5);

  it("is told by its media type, laid out, and raw as it was sent", () => {
    expect([kindOf(request(2, "")), kindOf(answered)]).toEqual(["scim", "scim"]);
    const payload = patched === undefined ? {} : buildPayload(trace, patched);
    expect(payload.decoded).toMatchObject({ name: "SCIM", language: "json" });
    expect(payload.raw).toMatchObject([{ name: "Body", value: patch }]);
    expect(payload.http?.text).toContain("PATCH /scim/v2/Users/a-1?attributes=userName HTTP/1.1");
  });

  it("is summed up by its operations, its query, and what an error says", () => {
    const fields = patched === undefined ? [] : summaryFields(patched);
    expect(fields.map(({ name, value }) => `${name}: ${value}`)).toEqual(
      expect.arrayContaining(["attributes: userName", "1. replace title: Lead", "2. remove manager: "]),
    );
    expect(summaryFields(answered)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ name: "Status", value: "409 Conflict" }),
        expect.objectContaining({ name: "scimType", value: "uniqueness", spec: "RFC 7644 3.12" }),
      ]),
    );
  });
});
