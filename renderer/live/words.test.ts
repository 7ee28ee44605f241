import { describe, expect, it } from "vitest";
import { buildDue, buildRequest } from "./test-live-state.ts";
import { countRuns, dueTitle, entryLine, timeOf } from "./words.ts";

describe("an entry of live mode in words", () => {
  it("is a request with what was answered, or what was due", () => {
    expect(entryLine(buildRequest({ status: 409 }))).toBe("GET /scim/v2/Users → 409");
    expect(entryLine(buildDue())).toBe("Due: SCIM cycle of Jira-like");
    expect(dueTitle(buildDue({ title: "Due: scheduled batch of Jira-like" }))).toBe("Scheduled batch of Jira-like");
    expect([countRuns(1), countRuns(1200)]).toEqual(["1 run", "1,200 runs"]);
  });

  it("says the day where it is not today, and the year where it is not this one", () => {
    const at = new Date(2031, 4, 6, 7, 8, 9);
    const time = at.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
    const iso = at.toISOString();
    expect(timeOf(iso, new Date(2031, 4, 6, 23))).toBe(time);
    expect(timeOf(iso, new Date(2031, 4, 7, 1))).toMatch(new RegExp(`^(?!.*2031).*6.*, ${time}$`));
    expect(timeOf(iso, new Date(2032, 4, 6, 23))).toMatch(new RegExp(`2031.*, ${time}$`));
  });
});
