import { describe, expect, it } from "vitest";
import { CallError } from "./client.ts";
import { type Bench, PRIVATE } from "./test-suite-bench.ts";

/** Files of workspaces: made, listed, shared, imported, removed. */
export function describeWorkspaces(bench: () => Bench): void {
  describe("workspaces", () => {
    it("lists none in an empty folder", async () => {
      expect(await bench().client.call("workspaces.list", {})).toEqual({ folder: expect.any(String), workspaces: [] });
    });

    it("creates a sample, lists it and opens it", async () => {
      const workspace = await bench().create();
      const { workspaces } = await bench().client.call("workspaces.list", {});
      expect(workspaces).toMatchObject([{ id: "acme", content: { name: "Acme", users: 24, applications: 4 } }]);
      const summary = await bench().client.call("workspaces.open", { workspace });
      expect(summary).toMatchObject({ id: "acme", access: { kind: "write" }, users: 24, runs: 0 });
      expect(summary.checkpoints.map((each) => each.name)).toEqual(["Start"]);
    });

    it("gives a second workspace of the same name a name of its own", async () => {
      expect([await bench().create(), await bench().create()]).toEqual(["acme", "acme-2"]);
    });

    it("shares a copy without private keys, which can be imported again", async () => {
      const workspace = await bench().create();
      const copy = await bench().client.call("workspaces.share", { workspace, pseudonymise: false });
      expect(copy.text).not.toMatch(PRIVATE);
      const imported = await bench().client.call("workspaces.import", { name: "Copy", text: copy.text });
      expect(await bench().login(imported.workspace)).toMatchObject({ outcome: { result: "signedIn" } });
    });

    it("refuses to import what is no workspace, and leaves nothing behind", async () => {
      await expect(
        bench().client.call("workspaces.import", { name: "Broken", text: '{"version": 1' }),
      ).rejects.toMatchObject({
        code: "WORKSPACE_NOT_JSON",
      });
      expect((await bench().client.call("workspaces.list", {})).workspaces).toEqual([]);
    });

    it("removes a workspace", async () => {
      const workspace = await bench().create();
      await bench().client.call("workspaces.remove", { workspace });
      expect((await bench().client.call("workspaces.list", {})).workspaces).toEqual([]);
    });
  });
}

/** Calls that no window would make. */
export function describeBadCalls(bench: () => Bench): void {
  describe("bad calls", () => {
    it("names the place of an argument that is wrong", async () => {
      const reply = await bench().raw("runs.login", { workspace: "acme", action: { type: "login", user: 7 } });
      expect(reply).toMatchObject({ ok: false, error: { code: "ARGUMENTS_INVALID" } });
      const paths = reply.ok ? [] : reply.error.problems?.map(({ path }) => path);
      expect(paths).toEqual(expect.arrayContaining(["action.user", "action.protocol"]));
    });

    it("knows the nearest name of a method that is not there", async () => {
      const reply = await bench().raw("run.login", {});
      expect(reply).toMatchObject({ ok: false, error: { code: "METHOD_UNKNOWN" } });
      expect(reply.ok ? "" : reply.error.message).toContain('Did you mean "runs.login"?');
    });

    it("refuses names that would reach a prototype", async () => {
      const args = JSON.parse('{"workspace": "acme", "people": [{"__proto__": {"polluted": true}}]}');
      expect(await bench().raw("directory.savePeople", args)).toMatchObject({ ok: false });
      expect(await bench().raw("constructor", {})).toMatchObject({ ok: false, error: { code: "METHOD_UNKNOWN" } });
      expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
    });

    it("lets no workspace lie outside its folder", async () => {
      const reply = await bench().raw("workspaces.open", { workspace: "../secret" });
      expect(reply).toMatchObject({ ok: false, error: { code: "ARGUMENTS_INVALID", path: "workspace" } });
    });

    it("keeps the code and the place of an error, as a value and as a thrown error", async () => {
      const workspace = await bench().create();
      const failure = await bench()
        .client.call("directory.person", { workspace, person: "u-adaa" })
        .catch((error) => error);
      expect(failure).toBeInstanceOf(CallError);
      expect(failure).toMatchObject({ code: "PERSON_UNKNOWN", details: { path: "person" } });
      expect(failure.message).toContain('Did you mean "u-ada"?');
    });
  });
}

/** What comes back, whatever is asked for. */
export function describePlainJson(bench: () => Bench): void {
  it("gives plain JSON without secrets, whatever is asked for", async () => {
    const workspace = await bench().create();
    const { run } = await bench().login(workspace);
    const calls: readonly (readonly [string, unknown])[] = [
      ["app.about", {}],
      ["workspaces.list", {}],
      ["workspaces.open", { workspace }],
      ["workspaces.share", { workspace, pseudonymise: true }],
      ["history.list", { workspace }],
      ["directory.table", { workspace }],
      ["directory.person", { workspace, person: "u-ada" }],
      ["applications.cards", {}],
      ["identityProviders.products", { workspace }],
      ["applications.read", { workspace, application: "expenses" }],
      ["applications.read", { workspace, application: "salesforce" }],
      ["preview.login", { workspace, application: "jira", person: "u-ada" }],
      ["expressions.language", { workspace, dialect: "okta-ie" }],
      [
        "expressions.try",
        { workspace, person: "u-ada", expression: { dialect: "entra", text: "ToUper([mail])", place: "mapping" } },
      ],
      ["compare.presets", { workspace }],
      ["history.changes", { workspace }],
      ["runs.read", { workspace, run }],
      ["lifecycle.read", { workspace }],
      ["applications.derive", { workspace, application: "expenses", way: "scim" }],
      ["accounts.compare", { workspace, application: "expenses" }],
      ["accounts.table", { workspace, application: "expenses" }],
      ["accounts.read", { workspace, application: "expenses", account: "acc-mara" }],
    ];
    for (const [method, args] of calls) {
      const reply = await bench().raw(method, args);
      expect(reply, method).toMatchObject({ ok: true });
      expect(JSON.parse(JSON.stringify(reply)), method).toStrictEqual(reply);
      expect(JSON.stringify(reply), method).not.toMatch(PRIVATE);
    }
  });
}
