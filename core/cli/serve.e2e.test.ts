import { type ChildProcess, execFile, spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import { access, chmod, readdir, readFile } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { LiveAddresses } from "../host/live/live-addresses.ts";
import { openWorkspace } from "../store/store.ts";
import { benchPerTest, ENVIRONMENT, REHEARSE } from "./test-rehearse.ts";

/** `rehearse serve` as it was built, run as another program would run it. */

const bench = benchPerTest({ sample: true });

let started: Served[];
beforeEach(() => {
  started = [];
});
afterEach(() => {
  for (const { child } of started) child.kill("SIGKILL");
});

/** A run of the command, with what it wrote so far. */
interface Served {
  readonly child: ChildProcess;
  out: string;
  error: string;
  /** The exit code. */
  readonly ended: Promise<number | null>;
}

function serve(...words: readonly string[]): Served {
  const child = spawn(process.execPath, [REHEARSE, "serve", "--workspace", bench.file, ...words], {
    cwd: bench.folder,
    env: ENVIRONMENT,
  });
  const ended = once(child, "close").then(([code]) => code as number | null);
  const served: Served = { child, out: "", error: "", ended };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    served.out += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    served.error += text;
  });
  started.push(served);
  return served;
}

/** Waits until it has written something; fails at once where it has ended before. */
async function untilWritten(served: Served, found: (served: Served) => boolean): Promise<void> {
  const ended = served.ended.then(() => "ended" as const);
  while (!found(served)) {
    const next = await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 20))]);
    if (next === "ended" && !found(served)) throw new Error(`It ended: ${served.error}`);
  }
}

async function addressesOf(served: Served): Promise<LiveAddresses> {
  await untilWritten(served, ({ out }) => out.includes("\n"));
  return JSON.parse(served.out);
}

function makeByScim({ applications }: LiveAddresses, userName: string): Promise<Response> {
  const scim = applications.find(({ id }) => id === "jira")?.scim;
  return fetch(`${scim?.baseUrl}/Users`, {
    method: "POST",
    headers: { authorization: `Bearer ${scim?.token}`, "content-type": "application/scim+json" },
    body: JSON.stringify({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName,
      displayName: userName,
      emails: [{ type: "work", value: `${userName}@acme.test` }],
    }),
  });
}

describe("rehearse serve", () => {
  it("prints one JSON object on one line with what a real client needs, and nothing else on standard output", async () => {
    const served = serve("--json", "--allow-reset");
    const { identityProviders, applications, control } = await addressesOf(served);
    const origin = expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+/);
    expect(identityProviders).toEqual([
      {
        id: "acme-id",
        name: "Acme ID",
        saml: {
          ssoUrl: origin,
          metadataUrl: origin,
          entityId: "https://login.acme-id.test/saml/metadata",
          certificate: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/),
        },
        oidc: { issuer: origin },
      },
    ]);
    expect(applications.map(({ id }) => id)).toEqual(["slack", "salesforce", "jira", "expenses"]);
    expect(applications[0]).toMatchObject({
      acsUrl: origin,
      entityId: "https://slack-like.test/saml/metadata",
      metadataUrl: origin,
      loginUrl: origin,
      scim: { baseUrl: expect.stringMatching(/\/scim\/v2$/), token: expect.stringMatching(/^[\w-]{43}$/) },
    });
    expect(applications[3]?.oidc).toEqual({
      clientId: "expenses",
      clientSecret: expect.stringMatching(/^[\w-]{43}$/),
      clientAuthentication: "client_secret_basic",
      redirectUri: origin,
    });
    expect((await makeByScim({ identityProviders, applications }, "lisa")).status).toBe(201);
    expect((await fetch(control?.resetUrl ?? "", { method: "POST" })).status).toBe(200);
    expect((await makeByScim({ identityProviders, applications }, "lisa")).status).toBe(201);
    served.child.kill("SIGINT");
    expect(await served.ended).toBe(0);
    expect(served.out.trimEnd().split("\n")).toHaveLength(1);
    expect(served.error).toContain("note: Made a new RS256 key rs256-1 for Acme ID.");
  });

  it("tells a person the same, and then every request", async () => {
    const served = serve();
    await untilWritten(served, ({ out }) => out.includes("SCIM token") && out.endsWith("\n\n"));
    for (const text of ["SAML metadata", "-----END CERTIFICATE-----", "client secret", "Nothing is saved."]) {
      expect(served.out).toContain(text);
    }
    const login = /log in +(\S+)/.exec(served.out)?.[1] ?? "";
    await fetch(`${login}?returnTo=/secret`, { redirect: "manual" });
    await untilWritten(served, ({ out }) => out.includes("app:slack GET /login 302\n"));
    expect(served.out).not.toContain("secret\n");
    served.child.kill("SIGTERM");
    expect(await served.ended).toBe(0);
  });

  it("leaves the file alone, also from reading, unless it is told to save", async () => {
    const before = await readFile(bench.file, "utf8");
    const served = serve("--json");
    expect((await makeByScim(await addressesOf(served), "lisa")).status).toBe(201);
    served.child.kill("SIGINT");
    await served.ended;
    expect(await readFile(bench.file, "utf8")).toBe(before);
    expect(await readdir(bench.folder)).toEqual(["acme.json"]);
  });

  it("saves with --save what happened up to the signal, and gives the file back", async () => {
    const served = serve("--json", "--save");
    const addresses = await addressesOf(served);
    const people = Array.from({ length: 20 }, (_, index) => `person-${index}`);
    await Promise.all(people.map((userName) => makeByScim(addresses, userName)));
    served.child.kill("SIGINT");
    served.child.kill("SIGINT");
    expect(await served.ended).toBe(0);
    const store = await openWorkspace(bench.file, { program: "test", write: true, now: Date.now });
    expect(store.access.kind).toBe("write");
    expect(store.history().filter(({ type }) => type === "action")).toHaveLength(20);
    const jira = store.workspace.applications.find(({ id }) => id === "jira");
    expect(jira?.accounts.map(({ userName }) => userName)).toEqual(expect.arrayContaining(people));
    expect(jira?.origin).toBe("https://jira-like.test");
    await store.close();
  });

  it("listens by https with --tls, to whoever trusts the certificate in the file that it names", async () => {
    const served = serve("--json", "--tls");
    const { tls, ...addresses } = await addressesOf(served);
    expect(JSON.stringify(addresses)).not.toContain("http://");
    expect(tls).toEqual({
      certificate: expect.stringMatching(/^-----BEGIN CERTIFICATE-----\n/),
      fingerprint: new X509Certificate(tls?.certificate ?? "").fingerprint256,
      file: expect.stringMatching(/certificate\.pem$/),
    });
    const { issuer } = addresses.identityProviders[0]?.oidc ?? {};
    const read = `fetch("${issuer}/oidc/jwks").then(({ status }) => console.log(status), () => console.log("refused"))`;
    for (const [trusted, expected] of [
      [tls?.file ?? "", "200\n"],
      ["", "refused\n"],
    ]) {
      const environment = { ...ENVIRONMENT, NODE_EXTRA_CA_CERTS: trusted };
      const { stdout } = await promisify(execFile)(process.execPath, ["-e", read], { env: environment });
      expect(stdout).toBe(expected);
    }
    served.child.kill("SIGINT");
    expect(await served.ended).toBe(0);
    await expect(access(tls?.file ?? "")).rejects.toThrow("ENOENT");
  });

  it("lets what is due happen by itself, unless it is held off", async () => {
    await bench.rehearse("way", "--workspace", bench.file, "--app", "jira", "scheduled");
    const served = serve();
    await untilWritten(served, ({ out }) => out.includes(" Due: scheduled batch of jira: "));
    expect(served.out).toContain("What is due happens by itself when its time comes.");
    served.child.kill("SIGINT");
    await served.ended;
    const held = serve("--no-due", "--save");
    await untilWritten(held, ({ out }) => out.includes("What is due is held off.") && out.endsWith("\n\n"));
    held.child.kill("SIGINT");
    expect(await held.ended).toBe(0);
    const store = await openWorkspace(bench.file, { program: "test", write: false, now: Date.now });
    expect(store.history().at(-1)?.title).toMatch(/^Live mode ended, after 0 requests\. /);
    await store.close();
  });

  it("says who has a file that it is to save, and serves it without saving meanwhile", async () => {
    const holder = serve("--json", "--save");
    await addressesOf(holder);
    const second = serve("--json", "--save");
    expect(await second.ended).toBe(2);
    expect(second.out).toBe("");
    expect(second.error).toMatch(new RegExp(`rehearse serve \\(process ${holder.child.pid} on .* has held it since`));
    const reader = serve("--json");
    expect((await makeByScim(await addressesOf(reader), "lisa")).status).toBe(201);
    for (const each of [reader, holder]) {
      each.child.kill("SIGINT");
      expect(await each.ended).toBe(0);
    }
  });

  it("does not save over a file that is marked read-only", async () => {
    await chmod(bench.file, 0o444);
    const served = serve("--json", "--save");
    expect(await served.ended).toBe(2);
    expect(served.error).toContain("the file is marked read-only");
  });

  it("answers what is under way when the signal comes, and saves it", async () => {
    const served = serve("--json", "--save", "--allow-reset");
    const addresses = await addressesOf(served);
    const made = Array.from({ length: 40 }, (_, index) =>
      makeByScim(addresses, `late-${index}`).then(
        ({ status }) => status,
        () => "cut off",
      ),
    );
    const reset = fetch(addresses.control?.resetUrl ?? "", { method: "POST" }).catch(() => undefined);
    await Promise.race(made);
    served.child.kill("SIGTERM");
    const statuses = await Promise.all(made);
    const wasReset = (await reset)?.status === 200;
    expect(await served.ended).toBe(0);
    expect(statuses.filter((status) => status !== "cut off").every((status) => status === 201)).toBe(true);
    const store = await openWorkspace(bench.file, { program: "test", write: false, now: Date.now });
    const answered = statuses.filter((status) => status === 201).length;
    const saved = store.history().filter(({ type }) => type === "action").length;
    expect(saved).toBeGreaterThanOrEqual(answered);
    expect(store.history().some(({ type }) => type === "return")).toBe(wasReset);
    await store.close();
  });

  it("ends at a signal even with connections that nobody closes", async () => {
    const served = serve("--json");
    const { applications } = await addressesOf(served);
    const port = Number(new URL(applications[0]?.loginUrl ?? "").port);
    const idle = connect(port, "127.0.0.1");
    await once(idle, "connect");
    served.child.kill("SIGINT");
    expect(await served.ended).toBe(0);
    idle.destroy();
  });

  it.each([
    [["--port", "65536"], "A port is a number from 0 to 65535"],
    [["--port", "65534"], "PORT_RANGE"],
    [["--host", "0.0.0.0"], "HOST_INVALID"],
    [["--host", "203.0.113.1"], "PORT_REFUSED"],
    [["--workspace", "missing.json"], "WORKSPACE_NOT_FOUND"],
  ])("refuses %j in one line", async (words, expected) => {
    const served = serve(...words);
    expect(await served.ended).toBe(2);
    expect(served.out).toBe("");
    expect(served.error.replace(/^note: .*\n/gm, "")).toMatch(/^rehearse: .*\n$/);
    expect(served.error).toContain(expected);
  });

  it("names a port that is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const address = taken.address();
    const port = typeof address === "object" ? (address?.port ?? 0) : 0;
    const served = serve("--port", String(port), "--allow-reset");
    expect(await served.ended).toBe(2);
    expect(served.error).toContain(`Port ${port} is taken by another program`);
    taken.close();
  });
});
