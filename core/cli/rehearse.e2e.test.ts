import { execFile } from "node:child_process";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { openWorkspace } from "../store/store.ts";
import type { Workspace } from "../store/workspace.ts";
import { benchPerTest, REHEARSE, type Run, SAMPLE } from "./test-rehearse.ts";

/** The command line as it was built, run as a person would run it. */

const ADA = "ada.lovelace@acme.test";

const bench = benchPerTest({ sample: true });

/** Runs `rehearse` with `FILE` standing for the workspace of this test. */
function rehearse(...words: readonly string[]): Promise<Run> {
  return bench.rehearse(...words.map((word) => word.replace("FILE", bench.file)));
}

async function editFile(change: (text: string) => string): Promise<void> {
  await writeFile(bench.file, change(await readFile(bench.file, "utf8")));
}

async function readWorkspace(): Promise<Workspace> {
  return JSON.parse(await readFile(bench.file, "utf8"));
}

function login(...more: readonly string[]): Promise<Run> {
  return rehearse("login", "--workspace", "FILE", "--user", ADA, "--app", "expenses", ...more);
}

describe("rehearse login", () => {
  it("shows a person how a signed token becomes an account with a role, and why", async () => {
    const { code, out, error } = await login();
    expect({ code, error }).toEqual({ code: 0, error: "" });
    expect(out).toContain("Expenses verifies the ID token");
    expect(out).toContain("Expenses decides: make an account");
    expect(out).toContain("because: When a login arrives and no account matches: create one.");
    expect(out).toContain(
      "Finance User — by jit: Rule `finance` grants Finance User: claim `department` equals `Finance`.",
    );
    expect(out).toContain("Not kept. Add --save");
  });

  it("prints one JSON object for a script", async () => {
    const { code, out, error } = await login("--json");
    expect({ code, error }).toEqual({ code: 0, error: "" });
    const result = JSON.parse(out);
    expect(Object.keys(result)).toEqual(["outcome", "code", "reason", "decision", "account", "roles", "steps"]);
    expect(result).toMatchObject({
      outcome: "signedIn",
      code: "SIGNED_IN",
      decision: { result: "create" },
      roles: ["finance-user"],
    });
    expect(result.account).toMatchObject({ userName: ADA, active: true });
    expect(result.steps.length).toBeGreaterThan(20);
  });

  it("leaves the file alone unless it is told to save", async () => {
    const before = await readFile(bench.file, "utf8");
    await login();
    expect(await readFile(bench.file, "utf8")).toBe(before);
    expect(await readdir(bench.folder)).toEqual(["acme.json"]);
  });

  it("keeps the account and the trace with --save, and updates it at the next login", async () => {
    await login("--save");
    const saved = (await readWorkspace()).applications
      .find(({ id }) => id === "expenses")
      ?.accounts.find(({ userName }) => userName === ADA);
    expect(saved?.roles.map(({ role }) => role)).toEqual(["finance-user"]);
    const again = await login("--json");
    expect(JSON.parse(again.out)).toMatchObject({ decision: { result: "unchanged" }, account: { id: saved?.id } });
    const history = await rehearse("history", "FILE");
    expect(history.out).toContain(`login ${ADA} → expenses`);
    const trace = await rehearse("trace", "FILE");
    expect(trace.out).toContain("Expenses grants Finance User");
  });

  it("moves Ada's role when her department is changed in the file", async () => {
    await login("--save");
    const workspace = await readWorkspace();
    const ada = workspace.directory.users.find(({ userName }) => userName === ADA);
    await writeFile(
      bench.file,
      JSON.stringify(
        {
          ...workspace,
          directory: {
            ...workspace.directory,
            users: workspace.directory.users.map((user) =>
              user.id === ada?.id ? { ...user, attributes: { ...user.attributes, department: "Engineering" } } : user,
            ),
          },
        },
        null,
        2,
      ),
    );
    const { out, code } = await login("--json", "--save");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ decision: { result: "update" }, roles: ["engineering-user"] });
  });

  it("signs in by SAML, from the application and from the identity provider", async () => {
    const saml = (...more: readonly string[]) =>
      rehearse("login", "-w", "FILE", "-u", ADA, "-a", "jira", "--json", ...more);
    expect(JSON.parse((await saml("--protocol", "saml")).out)).toMatchObject({ outcome: "signedIn" });
    const unsolicited = JSON.parse((await saml("--idp-initiated")).out);
    expect(unsolicited.steps[0]).toMatchObject({ title: "GET /saml/start" });
    expect(unsolicited.outcome).toBe("signedIn");
  });

  it("ends with 1 when the simulation refuses, and says the reason and the setting", async () => {
    await editFile((text) =>
      text.replace(
        '"userName": "ada.lovelace@acme.test",\n        "active": true',
        '"userName": "ada.lovelace@acme.test",\n        "active": false',
      ),
    );
    const { code, out, error } = await login();
    expect({ code, error }).toEqual({ code: 1, error: "" });
    expect(out).toContain(`Refused: ${ADA} is disabled in the directory.`);
    expect(out).toContain("setting: directory/users/u-ada/active");
    const json = await login("--json");
    expect(JSON.parse(json.out)).toMatchObject({
      outcome: "refused",
      code: "IDP_USER_DISABLED",
      decision: null,
      account: null,
      roles: [],
    });
  });
});

describe("bad input: one clear line, exit 2, nothing changed", () => {
  const truncate = (text: string) => text.slice(0, 3000);
  const cases: readonly { readonly words: string; readonly says: string; readonly edit?: (text: string) => string }[] =
    [
      {
        words: `login -w FILE -u ${ADA} -a expens`,
        says: 'FILE: applications: No application has the id "expens". Did you mean "expenses"?',
      },
      {
        words: "login -w FILE -u ada.lovelase@acme.test -a jira",
        says: `FILE: directory.users: Nobody has the userName "ada.lovelase@acme.test". Did you mean "${ADA}"?`,
      },
      {
        words: `login -w FILE -u ${ADA} -a slack -p oidc`,
        says: "FILE: applications.slack.oidc: Slack-like is not set up for oidc.",
      },
      { words: `login -w FILE -u ${ADA} -a expenses --idp-initiated`, says: "is not set up for saml." },
      {
        words: `login -w FILE -u ${ADA} -a jira -p ldap`,
        says: "argument 'ldap' is invalid. Allowed choices are saml, oidc.",
      },
      { words: `login -w FILE -u ${ADA} -a jira -d 7`, says: "argument '7' is invalid. Use 1, 2 or 3." },
      { words: `login -w FILE -u ${ADA}`, says: "required option '-a, --app <id>' not specified" },
      {
        words: `login -w FILE.missing -u ${ADA} -a jira`,
        says: "FILE.missing: There is no such file. (WORKSPACE_NOT_FOUND)",
      },
      { words: `login -w FILE -u ${ADA} -a jira`, says: "FILE: line 103, column", edit: truncate },
      {
        words: `login -w FILE -u ${ADA} -a jira`,
        says: "FILE: The file is empty; a workspace in JSON would be right.",
        edit: () => "",
      },
      {
        words: `login -w FILE -u ${ADA} -a jira`,
        says: 'directory.users[0].active: Found "yes"; true or false would be right.',
        edit: (text) => text.replace('"active": true', '"active": "yes"'),
      },
      {
        words: `login -w FILE -u ${ADA} -a jira`,
        says: 'FILE: There is no member "directry" here; did you mean "directory"?',
        edit: (text) => text.replace('"directory": {', '"directry": {'),
      },
      {
        words: `login -w FILE -u ${ADA} -a jira --save`,
        says: "written by a newer Rehearsal (file version 9; this one writes 1)",
        edit: (text) => text.replace('"version": 1', '"version": 9'),
      },
      { words: "workspace check FILE", says: "FILE: line 103, column", edit: truncate },
      { words: "workspace new FILE", says: "There is a file of this name already; it was left as it is." },
      {
        words: "workspace new other.json --preset contoso",
        says: "argument 'contoso' is invalid. Allowed choices are acme, blank.",
      },
      { words: "checkpoint return FILE nowhere", says: 'No checkpoint is called "nowhere". There are: Start.' },
      { words: "trace FILE r99", says: "The journal has no record r99." },
      { words: "trace FILE", says: "No run was kept yet." },
      {
        words: "account approve FILE --app jira --account nobody",
        says: 'No account "nobody" in the application "jira".',
      },
      {
        words: "app show FILE slac",
        says: 'FILE: applications: No application has the id "slac". Did you mean "slack"?',
      },
      { words: "checkpoint add FILE Start", says: "There is a checkpoint called “Start” already" },
      {
        words: "app show FILE slack",
        says: 'There is no behaviour card "../../package".',
        edit: (text) => text.replace('"card": "slack-like"', '"card": "../../package"'),
      },
      { words: "logn", says: "unknown command 'logn' (Did you mean login?)" },
    ];
  for (const { words, says, edit } of cases) {
    it(`${words}${edit === undefined ? "" : " (file altered)"}: ${says}`, async () => {
      if (edit !== undefined) await editFile(edit);
      const before = await readFile(bench.file, "utf8");
      const { code, out, error } = await rehearse(...words.split(" "));
      expect(error).toContain(says.replace("FILE", bench.file));
      expect(error.trimEnd().split("\n")).toHaveLength(1);
      expect(error).not.toMatch(/\n\s+at /);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(await readFile(bench.file, "utf8")).toBe(before);
      expect((await readdir(bench.folder)).filter((name) => !name.startsWith("acme.json"))).toEqual([]);
    });
  }
});

describe("a workspace that another process holds", () => {
  it("is read, but not saved, and it is said who holds it", async () => {
    const holder = await openWorkspace(bench.file, { program: "the window", write: true, now: Date.now });
    try {
      const before = await readFile(bench.file, "utf8");
      const { code, out, error } = await login("--save");
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(error).toContain(`opened read-only: the window (process ${process.pid} on host `);
      expect(error.trimEnd().split("\n")).toHaveLength(1);
      expect(await readFile(bench.file, "utf8")).toBe(before);
      expect((await login()).code).toBe(0);
    } finally {
      await holder.close();
    }
    expect((await login("--save")).code).toBe(0);
  });
});

it("ends quietly when nobody reads on", async () => {
  const command = `"${process.execPath}" "${REHEARSE}" login -w "${bench.file}" -u ${ADA} -a jira -d 3 | head -n 1`;
  const { stdout, stderr } = await promisify(execFile)("bash", ["-o", "pipefail", "-c", command]);
  expect(stdout.trimEnd().split("\n")).toHaveLength(1);
  expect(stderr).toBe("");
});

describe("rehearse workspace", () => {
  it("checks the sample", async () => {
    expect(await rehearse("workspace", "check", "FILE")).toEqual({
      code: 0,
      out: `${bench.file}: fine. 24 people, 161 groups, 4 applications, 32 accounts.\n`,
      error: "",
    });
  });

  it("makes a workspace with keys of its own, on which a login works at once", async () => {
    const made = await rehearse("workspace", "new", "mine.json", "--preset", "acme");
    expect(made).toMatchObject({ code: 0, error: "" });
    const [own, sample] = [await readFile(join(bench.folder, "mine.json"), "utf8"), await readFile(SAMPLE, "utf8")];
    const keys = (text: string) =>
      (JSON.parse(text) as Workspace).identityProviders.flatMap((provider) => provider.keys);
    expect(keys(own).map(({ algorithm }) => algorithm)).toEqual(keys(sample).map(({ algorithm }) => algorithm));
    for (const { privateKey } of keys(own)) expect(sample).not.toContain(JSON.stringify(privateKey));
    expect(keys(own).some((key) => key.sample === true)).toBe(false);
    for (const app of ["slack", "salesforce", "jira", "expenses"]) {
      const { code } = await rehearse("login", "-w", "mine.json", "-u", ADA, "-a", app, "--json");
      expect({ app, code }).toEqual({ app, code: 0 });
    }
  });

  it("makes a blank one", async () => {
    await rehearse("workspace", "new", "blank.json", "--preset", "blank");
    expect((await rehearse("workspace", "check", "blank.json")).out).toContain(
      "fine. 0 people, 0 groups, 0 applications, 0 accounts.",
    );
  });

  it("shares a copy without secrets, with which a login still works", async () => {
    await login("--save");
    const { code, out } = await rehearse("workspace", "share", "FILE", "copy.json");
    expect(code).toBe(0);
    expect(out).toContain("without private keys, client secrets, bearer tokens and open sessions");
    const copy = await readFile(join(bench.folder, "copy.json"), "utf8");
    expect(copy).not.toContain("PRIVATE KEY");
    expect(copy).not.toContain('clientSecret"');
    const shared = await rehearse("login", "-w", "copy.json", "-u", ADA, "-a", "expenses", "--json");
    expect(shared.error).toContain("note: Made a new RS256 key");
    expect(JSON.parse(shared.out)).toMatchObject({ outcome: "signedIn", decision: { result: "unchanged" } });
    const trace = await rehearse("trace", "copy.json");
    expect(trace.out).toContain("Expenses grants Finance User");
  });

  it("pseudonymises people on request", async () => {
    await login("--save");
    await rehearse("workspace", "share", "FILE", "copy.json", "--pseudonymise");
    const copy = await readFile(join(bench.folder, "copy.json"), "utf8");
    expect(copy).not.toMatch(/lovelace/i);
    expect((await rehearse("workspace", "check", "copy.json")).code).toBe(0);
  });
});

describe("rehearse app", () => {
  it("shows a policy as sentences, and each rule of the behaviour card with its source, date and confidence", async () => {
    const { code, out } = await rehearse("app", "show", "FILE", "slack");
    expect(code).toBe(0);
    expect(out).toContain("When a login arrives and no account matches: create one.");
    expect(out).toContain("How this app behaves: Slack-like, from public documents as of 2026-11");
    expect(out).toMatch(/NameID is persistent[\s\S]*documented, 2026-11\n\s+https:\/\/slack\.com/);
    expect(out).toMatch(
      /Not known: Whether emails that differ only by case are the same\.\n\s+Assumed here: They are the same\.\n\s+jit\.match\.email\.compare: set as assumed/,
    );
  });

  it("shows no secret of the application, as sentences or as JSON", async () => {
    for (const options of [[], ["--json"]]) {
      const { code, out } = await rehearse("app", "show", "FILE", "slack", ...options);
      expect({ code, published: out.includes("published-with-the-sample") }).toEqual({ code: 0, published: false });
    }
  });

  it("says when a setting departs from the card", async () => {
    await editFile((text) => text.replace('"emailOnlyMatch": "link",', '"emailOnlyMatch": "refuse",'));
    expect((await rehearse("app", "show", "FILE", "slack")).out).toContain("jit.emailOnlyMatch: set another way here");
  });

  it("shows at a login what is not known of the application and was assumed", async () => {
    const { out } = await rehearse("login", "-w", "FILE", "-u", ADA, "-a", "slack");
    expect(out).toContain("Slack-like, from public documents as of 2026-11. Not known:");
    expect(out).toContain("Whether emails that differ only by case are the same. Assumed: They are the same.");
    expect((await login()).out).not.toContain("Not known:");
  });
});

describe("rehearse checkpoint", () => {
  it("comes back to Start, so that a demonstration can be given again", async () => {
    const first = await login("--json", "--save");
    expect((await rehearse("checkpoint", "return", "FILE")).out).toContain('back at "Start"');
    const again = await login("--json", "--save");
    expect(JSON.parse(again.out).decision.result).toBe("create");
    expect(JSON.parse(again.out).account.id).toBe(JSON.parse(first.out).account.id);
    const history = await rehearse("history", "FILE");
    expect(history.out.match(/login ada/g)).toHaveLength(2);
    expect(history.out.match(/\(left\) login ada/g)).toHaveLength(1);
  });

  it("names a moment and comes back to it", async () => {
    await login("--save");
    expect((await rehearse("checkpoint", "add", "FILE", "after Ada")).code).toBe(0);
    await rehearse("checkpoint", "return", "FILE", "Start");
    await rehearse("checkpoint", "return", "FILE", "after Ada");
    expect(JSON.parse((await login("--json")).out).decision.result).toBe("unchanged");
    expect((await rehearse("checkpoint", "list", "FILE")).out).toMatch(/^Start \(.*\nafter Ada \(/);
  });
});

describe("rehearse account", () => {
  it("lets a held account in after it was approved", async () => {
    await editFile((text) => {
      const workspace = JSON.parse(text) as Workspace;
      for (const application of workspace.applications) application.jit.noMatch = "hold";
      return JSON.stringify(workspace, null, 2);
    });
    const held = await login("--json", "--save");
    expect(held.code).toBe(1);
    expect(JSON.parse(held.out)).toMatchObject({
      outcome: "refused",
      decision: { result: "hold" },
      account: { held: true },
    });
    const approved = await rehearse("account", "approve", "FILE", "--app", "expenses", "--account", ADA);
    expect(approved.out).toContain("approved; the next login gets in");
    expect((await login()).code).toBe(0);
  });
});

it("gives the guided tour without asking anything where nobody is at the keyboard", async () => {
  const { code, out, error } = await rehearse("tour");
  expect({ code, error }).toEqual({ code: 0, error: "" });
  expect(out).toContain("1. Ada Lovelace is new. Her first login makes an account.");
  expect(out).toMatch(/2\. HR moves Ada[\s\S]*3\. Her next login moves the role\.[\s\S]*Engineering User — by jit/);
  expect(await readdir(bench.folder)).toEqual(["acme.json"]);
});
