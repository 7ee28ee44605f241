import { describe, expect, it } from "vitest";
import type { DirectoryUser } from "../directory/directory.ts";
import {
  formRequest,
  getRequest,
  type HttpRequest,
  type HttpResponse,
  headerOf,
  htmlResponse,
} from "../http/message.ts";
import { type Call, createCell } from "../party/party.ts";
import { createSeededRandom } from "../random.ts";
import { createRecorder } from "../trace/recorder.ts";
import type { Connection, IdentityProvider } from "./identity-provider.ts";
import { handleSecondFactor, handleSignIn, signIn } from "./sign-in.ts";
import { EMPTY_IDENTITY_PROVIDER_STATE, type PendingOidc, type PendingSaml } from "./state.ts";
import type { Answer, IdentityProviderWorld, SignInDemands, SignInResult } from "./world.ts";

const NOW = Date.parse("2026-03-02T09:00:00.000Z");

const PENDING: PendingOidc = {
  protocol: "oidc",
  application: "app",
  redirectUri: "https://app.test/cb",
  scopes: ["openid"],
};
const NO_DEMANDS: SignInDemands = { forceAuthn: false, isPassive: false, secondFactor: false };

function person(userName: string, more: Partial<DirectoryUser> = {}): DirectoryUser {
  return { id: `u-${userName}`, userName, active: true, attributes: {}, groups: [], ...more };
}

const PEOPLE = [
  person("ada"),
  person("otto", { secondFactors: ["otp"] }),
  person("dora", { active: false }),
  person("sue", { suspended: true }),
  person("max", { groups: ["staff"] }),
];

interface Settings {
  readonly connection?: Partial<Connection>;
  readonly secondFactor?: "never" | "onRequest" | "always";
}

/** An identity provider, a browser that keeps its cookies, and what the application was told. */
function setUp({ connection = {}, secondFactor = "onRequest" }: Settings = {}) {
  const told: SignInResult[] = [];
  const answer: Answer<PendingSaml | PendingOidc> = async (_world, _call, _pending, result) => {
    told.push(result);
    return htmlResponse(200, "answered", "");
  };
  const open = { required: false, users: [], groups: [] };
  const provider: IdentityProvider = {
    id: "idp",
    name: "Acme ID",
    origin: "https://idp.test",
    entityId: "https://idp.test",
    signOnPolicy: { secondFactor, sessionMinutes: 60 },
    keys: [],
    connections: [{ application: "app", assignment: open, ...connection }],
  };
  const world: IdentityProviderWorld = {
    provider,
    directory: { users: PEOPLE, groups: [{ id: "staff", name: "Staff" }] },
    state: createCell(EMPTY_IDENTITY_PROVIDER_STATE),
    applicationName: () => "Expenses",
  };
  let now = NOW;
  const recorder = createRecorder([], () => now);
  const random = createSeededRandom("sign-in");
  const call = (): Call => ({ now, random, ...recorder, fetch: async () => htmlResponse(500, "", "") });
  const cookies = new Map<string, string>();
  const keep = (response: HttpResponse) => {
    for (const field of response.headers["set-cookie"] ?? []) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(field) ?? [];
      if (value === "") cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  };
  const withCookies = (request: HttpRequest): HttpRequest => ({
    ...request,
    headers: { ...request.headers, cookie: [...cookies].map((pair) => pair.join("=")).join("; ") },
  });
  return {
    told,
    world,
    recorder,
    cookies,
    pass: (ms: number) => {
      now += ms;
    },
    ask: async (demands: Partial<SignInDemands> = {}) =>
      keep(
        await signIn(
          world,
          call(),
          withCookies(getRequest("https://idp.test/x")),
          PENDING,
          { ...NO_DEMANDS, ...demands },
          answer,
        ),
      ),
    pick: async (page: HttpResponse, userName: string, field = "person") => {
      const fields: [string, string][] = [
        ["transaction", transactionOf(page)],
        [field, userName],
      ];
      return keep(
        await handleSignIn(world, call(), withCookies(formRequest("https://idp.test/sign-in", fields)), answer),
      );
    },
    approve: async (page: HttpResponse) => {
      const fields: [string, string][] = [
        ["transaction", transactionOf(page)],
        ["approve", "yes"],
      ];
      return keep(
        await handleSecondFactor(world, call(), withCookies(formRequest("https://idp.test/s", fields)), answer),
      );
    },
  };
}

function transactionOf(page: HttpResponse): string {
  return /name="transaction" value="([^"]+)"/.exec(page.body)?.[1] ?? "";
}

describe("the login page", () => {
  it("lists the directory's people, and tells the application who was picked", async () => {
    const { ask, pick, told } = setUp();
    const page = await ask();
    for (const { userName } of PEOPLE) expect(page.body).toContain(`value="${userName}"`);
    await pick(page, "ada");
    expect(told).toMatchObject([
      { kind: "authenticated", by: { user: { userName: "ada" }, methods: ["pwd"], authenticatedAt: NOW } },
    ]);
  });

  it("also takes a typed user name, whatever its case", async () => {
    const { ask, pick, told } = setUp();
    await pick(await ask(), " ADA ", "userName");
    expect(told).toMatchObject([{ by: { user: { userName: "ada" } } }]);
  });

  it("asks again when nobody has the user name, without breaking the page", async () => {
    const { ask, pick, told } = setUp();
    const page = await pick(await ask(), "<script>", "userName");
    expect(page.status).toBe(200);
    expect(page.body).toContain("Nobody here has the user name &quot;&lt;script&gt;&quot;");
    await pick(page, "ada");
    expect(told).toHaveLength(1);
  });

  it("refuses a form that this browser's sign-in does not belong to", async () => {
    const { ask, pick, cookies, told, recorder } = setUp();
    const page = await ask();
    cookies.clear();
    const refused = await pick(page, "ada");
    expect(refused.status).toBe(400);
    expect(recorder.outcome()).toMatchObject({ code: "IDP_SIGN_IN_LOST", result: "refused" });
    expect(told).toEqual([]);
  });

  it("refuses the same form a second time, and after ten minutes", async () => {
    const first = setUp();
    const page = await first.ask();
    await first.pick(page, "ada");
    expect((await first.pick(page, "ada")).status).toBe(400);
    const late = setUp();
    const latePage = await late.ask();
    late.pass(10 * 60_000);
    expect((await late.pick(latePage, "ada")).status).toBe(400);
    expect(late.recorder.outcome()?.code).toBe("IDP_SIGN_IN_LOST");
  });
});

describe("people who may not sign in", () => {
  const required = { assignment: { required: true, users: ["u-ada"], groups: ["staff"] } };
  const cases = [
    {
      who: "dora",
      settings: {},
      code: "IDP_USER_DISABLED",
      reason: "dora is disabled in the directory.",
      setting: "directory/users/u-dora/active",
    },
    {
      who: "sue",
      settings: {},
      code: "IDP_USER_SUSPENDED",
      reason: "sue is suspended in the directory.",
      setting: "directory/users/u-sue/suspended",
    },
    {
      who: "otto",
      settings: { connection: required },
      code: "IDP_NOT_ASSIGNED",
      reason: "otto is not assigned to Expenses",
      setting: "identityProviders/idp/connections/app/assignment",
    },
    {
      who: "ada",
      settings: { secondFactor: "always" as const },
      code: "IDP_NO_SECOND_FACTOR",
      reason: "ada has set up no second factor",
      setting: "directory/users/u-ada/secondFactors",
    },
  ];
  for (const { who, settings, code, reason, setting } of cases) {
    it(`refuses ${who} with ${code}, and tells the application nothing`, async () => {
      const { ask, pick, told, recorder } = setUp(settings);
      const page = await pick(await ask(), who);
      expect(page.status).toBe(403);
      expect(page.body).toContain(code);
      expect(recorder.outcome()).toMatchObject({ result: "refused", code, setting, by: "idp:idp" });
      expect(recorder.outcome()?.reason).toContain(reason);
      expect(told).toEqual([]);
    });
  }

  it.each(["ada", "max"])("lets in %s, who is assigned directly or through a group", async (userName) => {
    const { ask, pick, told } = setUp({ connection: required });
    await pick(await ask(), userName);
    expect(told).toMatchObject([{ kind: "authenticated" }]);
  });
});

describe("single sign-on", () => {
  it("asks nobody while a session is open, and asks again once it has expired", async () => {
    const { ask, pick, pass, told } = setUp();
    await pick(await ask(), "ada");
    await ask();
    expect(told).toHaveLength(2);
    pass(60 * 60_000);
    expect((await ask()).body).toContain("pick who signs in");
    expect(told).toHaveLength(2);
  });

  it("asks again in spite of a session when the request forces it, or the session is older than max_age", async () => {
    const { ask, pick, pass, told } = setUp();
    await pick(await ask(), "ada");
    expect((await ask({ forceAuthn: true })).body).toContain("pick who signs in");
    pass(61_000);
    expect((await ask({ maxAgeSeconds: 60 })).body).toContain("pick who signs in");
    await ask({ maxAgeSeconds: 61 });
    expect(told).toHaveLength(2);
  });

  it("shows nothing to a passive request: it is answered, or told that a page is needed", async () => {
    const { ask, pick, told } = setUp();
    await ask({ isPassive: true });
    expect(told).toEqual([{ kind: "noPassive" }]);
    await pick(await ask(), "ada");
    await ask({ isPassive: true });
    expect(told.at(-1)).toMatchObject({ kind: "authenticated" });
  });

  it("does not use the session of somebody who has been disabled since", async () => {
    const { ask, pick, told, world } = setUp();
    await pick(await ask(), "ada");
    const disabled = { ...world, directory: { ...world.directory, users: [person("ada", { active: false })] } };
    Object.assign(world, disabled);
    expect((await ask()).body).toContain("pick who signs in");
    expect(told).toHaveLength(1);
  });

  it("keeps ten sessions of one person at the most", async () => {
    const { ask, pick, cookies, world } = setUp();
    for (let browser = 0; browser < 12; browser += 1) {
      cookies.clear();
      await pick(await ask(), "ada");
    }
    expect(Object.keys(world.state.read().sessions)).toHaveLength(10);
  });
});

it("keeps five hundred sign-ins under way at the most, and gives up the oldest", async () => {
  const { ask, pick, cookies, world, told } = setUp();
  const first = await ask();
  const firstCookies = new Map(cookies);
  let last = first;
  for (let browser = 0; browser < 500; browser += 1) last = await ask();
  expect(Object.keys(world.state.read().transactions)).toHaveLength(500);
  await pick(last, "ada");
  expect(told).toHaveLength(1);
  for (const [name, value] of firstCookies) cookies.set(name, value);
  expect((await pick(first, "ada")).status).toBe(400);
});

describe("the second factor", () => {
  const asking = [
    { name: "the policy always asks", settings: { secondFactor: "always" as const }, demands: {} },
    {
      name: "the application's connection requires it",
      settings: { connection: { requireSecondFactor: true } },
      demands: {},
    },
    { name: "the request demands it", settings: {}, demands: { secondFactor: true } },
  ];
  for (const { name, settings, demands } of asking) {
    it(`is asked for when ${name}`, async () => {
      const { ask, pick, approve, told } = setUp(settings);
      const page = await pick(await ask(demands), "otto");
      expect(page.body).toContain("Confirm that it is you");
      expect(told).toEqual([]);
      await approve(page);
      expect(told).toMatchObject([{ kind: "authenticated", by: { methods: ["pwd", "otp", "mfa"] } }]);
    });
  }

  it("cannot be had where the policy never asks: the application hears that its demand is not met", async () => {
    const { ask, told } = setUp({ secondFactor: "never" });
    await ask({ secondFactor: true });
    expect(told).toEqual([{ kind: "noAuthnContext", reason: "The sign-on policy offers no second factor." }]);
  });

  it("steps up a session that was opened with a password only", async () => {
    const { ask, pick, approve, told } = setUp();
    await pick(await ask(), "otto");
    const page = await ask({ secondFactor: true });
    expect(page.body).toContain("pick who signs in");
    await approve(await pick(page, "otto"));
    await ask({ secondFactor: true });
    expect(told.at(-1)).toMatchObject({ kind: "authenticated", by: { methods: ["pwd", "otp", "mfa"] } });
  });

  it("cannot be skipped by posting its page before anybody was picked", async () => {
    const { ask, approve, told } = setUp({ secondFactor: "always" });
    const page = await ask();
    expect((await approve(page)).status).toBe(400);
    expect(told).toEqual([]);
  });
});

it("sets its cookies so that no script and no other site can read or send them", async () => {
  const { ask, pick } = setUp();
  const page = await ask();
  expect(headerOf(page, "set-cookie")).toMatch(
    /^rehearsal_signin=[^;]{43}; Path=\/; Secure; HttpOnly; SameSite=Strict$/,
  );
  const answered = await pick(page, "ada");
  expect(answered.headers["set-cookie"]).toEqual([
    expect.stringMatching(/^rehearsal_idp=[^;]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
    "rehearsal_signin=; Path=/; Max-Age=0; Secure; HttpOnly; SameSite=Strict",
  ]);
});
