import type { Page } from "playwright-core";
import type { Client } from "../../core/contract/contract.ts";
import { dropFiles } from "./drop-files.ts";
import { createSample, eventually, logIn, pane } from "./test-seen.ts";

/** A screen, or a dialog on one, as somebody comes to it. */
export interface Screen {
  readonly name: string;
  /** Below the workspace; absent: Home. */
  readonly place?: string;
  /** The part that is looked at, by its name, where another screen shows the rest. */
  readonly part?: string;
  /** What is done there before it is looked at. */
  readonly reach?: (page: Page) => Promise<unknown>;
}

/** The workspace that the screens are of, and runs of it. */
export interface Sample {
  readonly workspace: string;
  /** Ada's first login, and one that was refused. */
  readonly run: string;
  readonly refused: string;
  readonly account: string;
  /** Of a cycle by SCIM. */
  readonly cycle: string;
}

/** A sample in which somebody logged in and somebody was refused. */
export async function createScreens(engine: Client): Promise<Sample> {
  const workspace = await createSample(engine);
  const { run, outcome } = await logIn(engine, workspace);
  const { run: refused } = await logIn(engine, workspace, "liam.becker@acme.test");
  return { workspace, run, refused, account: outcome.account ?? "", cycle: await runCycle(engine, workspace) };
}

/** Provisions Jira by SCIM, once. */
async function runCycle(engine: Client, workspace: string): Promise<string> {
  const application = "jira";
  const { configuration } = await engine.call("applications.read", { workspace, application });
  const { provisioning, scim } = await engine.call("applications.derive", { workspace, application, way: "scim" });
  await engine.call("applications.save", {
    workspace,
    configuration: {
      ...configuration,
      application: { ...configuration.application, ...(scim === undefined ? {} : { scim }) },
      connection: { ...configuration.connection, provisioning },
    },
  });
  return (await engine.call("runs.act", { workspace, action: { type: "cycle", application } })).run;
}

const dialog = (page: Page) => page.getByRole("dialog").waitFor();
const press = (key: string) => (page: Page) => page.keyboard.press(key);

/** The screens of group rules. */
const RULE_SCREENS: readonly Screen[] = [
  { name: "Group rules", place: "directory?rule=", reach: (page) => pane(page, "Group rules").waitFor() },
  { name: "A new group rule", place: "directory?rule=acme-id%2F", reach: newRule },
];

async function newRule(page: Page): Promise<void> {
  await page.getByRole("textbox", { name: "Expression of the rule" }).waitFor();
}

/** The dialogs of importing and exporting. */
const IMPORT_SCREENS: readonly Screen[] = [
  { name: "Import a file", place: "directory", reach: (page) => opens(page, "Import a file…") },
  { name: "Import: what it is", place: "directory", reach: (page) => importing(page, 0) },
  { name: "Import: columns", place: "directory", reach: (page) => importing(page, 1) },
  { name: "Import: what it will do", place: "directory", reach: (page) => importing(page, 2) },
  { name: "Export", place: "directory", reach: (page) => opens(page, "Export…") },
];

const OTHER_SCREENS: readonly Screen[] = [...RULE_SCREENS, ...IMPORT_SCREENS];

/** Every screen and dialog of the app. */
export function screensOf({ run, refused, account, cycle }: Sample): readonly Screen[] {
  const tabs = ["groups", "preview", "accounts", "history"];
  return [
    { name: "Home", reach: (page) => page.getByRole("link", { name: "Acme", exact: true }).waitFor() },
    { name: "New workspace", reach: (page) => opens(page, "New workspace") },
    { name: "Save a copy", reach: (page) => opens(page, "Save a copy of Acme to share") },
    { name: "Remove a workspace", reach: (page) => opens(page, "Remove Acme") },
    { name: "Directory", place: "directory" },
    ...OTHER_SCREENS,
    {
      name: "Directory: a person",
      place: "directory?person=u-ada",
      part: "Inspector",
      reach: inspects("Ada Lovelace"),
    },
    ...tabs.map((tab) => ({
      name: `Directory: ${tab} of a person`,
      place: `directory?person=u-grace&tab=${tab}`,
      part: "Inspector",
      reach: inspects("Grace Osei"),
    })),
    { name: "Directory: what to do with somebody", place: "directory", reach: (page) => opensRowMenu(page, "People") },
    { name: "Directory: several people", place: "directory", part: "Inspector", reach: selectSeveral },
    { name: "Directory: an edit", place: "directory?person=u-ada", part: "Inspector", reach: editWrongly },
    { name: "New person", place: "directory", reach: (page) => opens(page, "New person") },
    ...["connection", "policy", "mapping", "roles", "about"].map((tab) => ({
      name: `Applications: ${tab}`,
      place: `apps/expenses/${tab}`,
      reach: (page: Page) => pane(page, "Settings of Expenses").waitFor(),
    })),
    { name: "Applications: by SAML", place: "apps/slack/connection" },
    { name: "New application", place: "apps", reach: (page) => opens(page, "New application") },
    { name: "Runs", place: "runs", reach: (page) => page.getByText("Ada Lovelace → Expenses").waitFor() },
    ...[
      { name: "a message", place: `run/${run}?step=24`, reach: shows },
      { name: "a check", place: `run/${run}?step=26&lvl=3`, reach: shows },
      { name: "a decision", place: `run/${run}?step=32`, reach: shows },
      { name: "a change, with Why", place: `run/${run}?step=35`, reach: showsAndPresses("w") },
      { name: "a table", place: `run/${run}?step=31&view=table`, reach: shows },
      { name: "a refusal", place: `run/${refused}?step=10`, reach: shows },
      { name: "what comes next is hidden", place: `run/${run}?step=28`, reach: showsAndPresses("h", "End") },
      { name: "two steps compared", place: `run/${run}?step=35&pin=31`, reach: showsAndPresses("c") },
      { name: "run again", place: `run/${run}?step=1`, reach: showsAndPresses("r", dialog) },
      { name: "a copy", place: `run/${run}?step=24`, reach: showsAndPresses("e") },
    ].map((screen) => ({ ...screen, name: `Run: ${screen.name}` })),
    { name: "Accounts", place: "accounts/expenses" },
    {
      name: "Accounts: one",
      place: `accounts/expenses?account=${account}`,
      part: "Inspector",
      reach: inspects("ada.lovelace@acme.test"),
    },
    { name: "History", place: "history", reach: (page) => page.getByRole("grid", { name: "Changes" }).waitFor() },
    { name: "History: one change", place: "history", part: "Inspector", reach: choosesChange },
    { name: "History: one of many", place: "history?filter=what%3Acreate", part: "Inspector", reach: findsOut },
    {
      name: "History: saved filters",
      place: "history?filter=ada",
      reach: async (page) => {
        await page.getByRole("button", { name: "Saved filters" }).click();
        await page.getByRole("textbox", { name: "Save this filter as" }).waitFor();
      },
    },
    {
      name: "Compare: nothing yet",
      place: "compare",
      reach: (page) => page.getByText("Nothing is compared yet.").waitFor(),
    },
    { name: "Compare: one person", place: "compare", reach: compares() },
    { name: "Compare: everybody", place: "compare", reach: compares(/^A restructuring/) },
    {
      name: "Live mode",
      place: "live",
      reach: (page) => page.getByRole("button", { name: "Start live mode" }).waitFor(),
    },
    { name: "Palette", place: "runs", reach: presses("Control+k", dialog) },
    { name: "Shortcuts", place: "runs", reach: presses("?", dialog) },
    { name: "Log in", place: "runs", reach: presses("Control+Enter", dialog) },
    { name: "Something happens", place: "runs", reach: (page) => opens(page, "Something happens…") },
    { name: "HR and open sessions", place: "runs", reach: (page) => fromMenu(page, "HR and open sessions…") },
    {
      name: "Who can be reached",
      place: "runs",
      reach: async (page) => {
        await page.getByRole("button", { name: "Other times, outages, and HR" }).click();
        await page.getByRole("menuitem", { name: "Acme ID cannot be reached" }).waitFor();
      },
    },
    { name: "Until a moment", place: "runs", reach: (page) => fromMenu(page, "Until a moment…") },
    ...["Logins only", "SCIM", "Scheduled", "Tickets by hand", "Policy workflow"].map((way) => ({
      name: `Applications: ${way}`,
      place: "apps/expenses/provisioning",
      reach: (page: Page) => choosesWay(page, way),
    })),
    {
      name: "Accounts: edited by hand",
      place: `accounts/expenses?account=${account}`,
      reach: async (page) => {
        await pane(page, "Inspector")
          .getByRole("button", { name: /^What to do with/ })
          .click();
        await page.getByRole("menuitem", { name: "Edit by hand…" }).click();
        await dialog(page);
      },
    },
    {
      name: "Accounts: what to do with one",
      place: "accounts/expenses",
      reach: (page) => opensRowMenu(page, "Accounts in Expenses"),
    },
    {
      name: "Accounts: held against the directory",
      place: "accounts/expenses",
      reach: (page) => opens(page, "Hold against the directory…"),
    },
    { name: "Run: a cycle", place: `run/${cycle}?step=13`, reach: shows },
    {
      name: "Run: what came of everybody",
      place: `run/${cycle}?view=people`,
      reach: (page) => page.getByRole("grid", { name: "What came of everybody" }).waitFor(),
    },
    { name: "No such run", place: "run/r999", reach: (page) => page.getByRole("alert").waitFor() },
  ];
}

/** The menu of the first row of a grid, by the key for it. */
async function opensRowMenu(page: Page, grid: string): Promise<void> {
  await page.getByRole("grid", { name: grid }).focus();
  await page.keyboard.press("Shift+F10");
  await page.getByRole("menu").waitFor();
}

/** What changed for somebody of a cycle whose steps were not kept. */
async function findsOut(page: Page): Promise<void> {
  await page.getByRole("grid", { name: "Changes" }).getByRole("row").nth(1).click();
  await pane(page, "Inspector").getByRole("button", { name: "Find out what changed" }).click();
  await pane(page, "Inspector").getByRole("link", { name: "Open it step by step" }).waitFor();
}

async function choosesChange(page: Page): Promise<void> {
  await page
    .getByRole("row", { name: /role finance-user/ })
    .first()
    .click();
  await pane(page, "Inspector").getByText("The account at that moment").waitFor();
}

/** Compares what is offered, or a script of this name. */
function compares(script?: RegExp) {
  return async (page: Page): Promise<void> => {
    await page.getByText("Nothing is compared yet.").waitFor();
    if (script !== undefined) {
      await pane(page, "What is compared").getByLabel("What happens").first().click();
      await page.getByRole("option", { name: script }).click();
    }
    await page.keyboard.press("Control+Enter");
    await page.getByRole("slider", { name: "Playhead" }).waitFor();
    await page.getByRole("status").getByText("days").waitFor({ state: "detached" });
    for (const key of ["Home", "ArrowRight"]) await page.keyboard.press(key);
  };
}

async function fromMenu(page: Page, item: string): Promise<void> {
  await page.getByRole("button", { name: "Other times, outages, and HR" }).click();
  await page.getByRole("menuitem", { name: item }).click();
  await dialog(page);
}

async function choosesWay(page: Page, way: string): Promise<void> {
  const radio = page.getByRole("radio", { name: new RegExp(`^${way}`) });
  await radio.click();
  await eventually(() => radio.isChecked()).toBe(true);
}

async function opens(page: Page, button: string): Promise<void> {
  await page.getByRole("button", { name: button, exact: true }).click();
  await dialog(page);
}

function inspects(heading: string) {
  return (page: Page) => pane(page, "Inspector").getByRole("heading", { name: heading }).waitFor();
}

async function selectSeveral(page: Page): Promise<void> {
  await page.getByRole("row", { name: /^Ada Lovelace/ }).click();
  await page.getByRole("row", { name: /^Liam Becker/ }).click({ modifiers: ["Shift"] });
  await pane(page, "Inspector")
    .getByRole("heading", { name: /3 people/ })
    .waitFor();
}

async function editWrongly(page: Page): Promise<void> {
  await pane(page, "Inspector").getByRole("textbox", { name: "User name" }).fill("");
  await page.keyboard.press("Control+s");
  await pane(page, "Inspector").getByRole("alert").waitFor();
}

async function shows(page: Page): Promise<void> {
  await page.getByRole("slider", { name: "Step" }).waitFor();
}

/** A key to press, or something to do or wait for. */
type Act = string | ((page: Page) => Promise<unknown>);

function presses(...keys: readonly Act[]) {
  return async (page: Page): Promise<void> => {
    await page.getByRole("main").getByRole("heading").first().waitFor();
    for (const key of keys) await (typeof key === "string" ? press(key)(page) : key(page));
  };
}

function showsAndPresses(...keys: readonly Act[]) {
  return async (page: Page): Promise<void> => {
    await shows(page);
    await presses(...keys)(page);
  };
}

/** A table of people is looked at, so many steps further. */
async function importing(page: Page, steps: number): Promise<void> {
  await pane(page, "People").waitFor();
  await dropFiles(page, {
    name: "users.csv",
    content: "userPrincipalName,department\nnina@acme.test,Sales\n,Nobody\n",
  });
  const dialog = page.getByRole("dialog");
  await dialog.getByText(/Recognised:/).waitFor();
  for (let step = 0; step < steps; step += 1) await dialog.getByRole("button", { name: "Next", exact: true }).click();
}
