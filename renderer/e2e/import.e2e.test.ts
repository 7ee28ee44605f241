import { mkdtemp, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DirectoryUser } from "../../core/contract/model.ts";
import { dropFiles } from "./drop-files.ts";
import { startTestApp, type TestApp } from "./test-app.ts";
import { createSample, eventually, pane } from "./test-seen.ts";

let app: TestApp;
let page: Page;
let workspace: string;

beforeAll(async () => {
  app = await startTestApp();
});

afterAll(() => app.close());

beforeEach(async () => {
  workspace = await createSample(app.engine);
  page = await app.open(`/w/${workspace}/directory`);
  await pane(page, "People").waitFor();
});

afterEach(() => page.context().close());

const USERS = `userPrincipalName,displayName,department,accountEnabled
nina.new@acme.test,Nina New,Finance,true
ada.lovelace@acme.test,Ada Lovelace,Mathematics,perhaps
,Nobody,Sales,true
`;

const dialog = (): Locator => page.getByRole("dialog");
const button = (name: string): Locator => dialog().getByRole("button", { name, exact: true });
const userNames = async () => (await app.engine.call("directory.table", { workspace })).userName;

/** The directory as it stands in the file. */
async function readSaved(): Promise<{ readonly text: string; readonly users: readonly DirectoryUser[] }> {
  const text = await readFile(join(app.folder, `${workspace}.json`), "utf8");
  return { text, users: JSON.parse(text).directory.users };
}

/** Pastes a text into the dialog, as from a browser's tools. */
async function paste(text: string): Promise<void> {
  await pane(page, "People").getByRole("button", { name: "Import a file…" }).click();
  await dialog().getByRole("textbox", { name: "Paste instead" }).fill(text);
  await button("Look at the text").click();
}

describe("people out of a file of Entra", () => {
  it("are looked at, imported, seen in the directory, and taken back", async () => {
    const before = await userNames();
    await dropFiles(page, { name: "users.csv", content: USERS });
    await dialog().getByText("Recognised: it has userPrincipalName.").waitFor();
    await button("Next").click();
    await dialog()
      .getByRole("row", { name: /^accountEnabled/ })
      .waitFor();
    await button("Next").click();
    await dialog().getByText("It has no user name.").waitFor();
    await dialog()
      .getByRole("button", { name: /Refused 1/ })
      .click();
    await eventually(() => dialog().getByRole("region", { name: "Report" }).getByRole("listitem").count()).toBe(1);
    expect(await userNames()).toEqual(before);
    await button("Import").click();
    await button("Undo").waitFor();
    expect(await userNames()).toEqual([...before, "nina.new@acme.test"]);
    await button("Show who is new").click();
    await pane(page, "People").getByText("Nina New").waitFor();
    await eventually(() => pane(page, "People").getByText("Ada Lovelace").count()).toBe(0);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: /^Undo/ }).first().click();
    await eventually(userNames).toEqual(before);
  });

  it("come without a column that somebody leaves out", async () => {
    await dropFiles(page, { name: "users.csv", content: USERS });
    await button("Next").click();
    await dialog().getByRole("combobox", { name: "What department is taken for" }).selectOption({ label: "Leave out" });
    await dialog()
      .getByRole("row", { name: /^department .* left out as you said/ })
      .waitFor();
    await button("Next").click();
    await button("Import").click();
    await button("Undo").waitFor();
    const { users } = await readSaved();
    expect(users.find(({ userName }) => userName === "nina.new@acme.test")?.attributes).toEqual({
      displayName: "Nina New",
    });
  });

  it("come by keys alone, with a column that somebody chooses", async () => {
    await dropFiles(page, { name: "people.csv", content: "Sign-in,Town\nola@acme.test,Ghent\n" });
    await dialog()
      .getByText(/not clear which column/)
      .waitFor();
    await button("Next").focus();
    await page.keyboard.press("Enter");
    await dialog().getByRole("combobox", { name: "What Sign-in is taken for" }).selectOption("userName");
    await eventually(() => dialog().getByText("No column is taken for User name yet.").count()).toBe(0);
    await button("Next").press("Enter");
    await button("Import").press("Enter");
    await button("Undo").waitFor();
    expect(await userNames()).toContain("ola@acme.test");
  });
});

describe("a provisioning schema of Entra", () => {
  it("is imported into the application that somebody says, mapping by mapping", async () => {
    const content = await readFile(new URL("../../fixtures/imports/entra-schema.json", import.meta.url));
    await dropFiles(page, { name: "schema.json", content });
    await dialog()
      .getByText(/synchronizationRules/)
      .waitFor();
    await button("Next").click();
    await dialog().getByRole("radio", { name: "Jira-like" }).click();
    await dialog().getByRole("region", { name: "Report" }).getByRole("listitem").first().waitFor();
    await button("Import").click();
    await button("Show Jira-like").click();
    await eventually(() => page.url()).toContain("/apps/jira/provisioning");
    const { configuration } = await app.engine.call("applications.read", { workspace, application: "jira" });
    expect(configuration.connection.provisioning?.way).toBe("scim");
  });
});

const PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";

const METADATA = `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://jira.example.com/saml">
<md:SPSSODescriptor protocolSupportEnumeration="${PROTOCOL}">
<md:NameIDFormat>urn:oasis:names:tc:SAML:2.0:nameid-format:persistent</md:NameIDFormat>
<md:AssertionConsumerService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://jira.example.com/acs" index="0"/>
<md:AttributeConsumingService index="0"><md:ServiceName xml:lang="en">Jira</md:ServiceName>
<md:RequestedAttribute Name="https://jira.example.com/department"/><md:RequestedAttribute Name="shoeSize"/>
</md:AttributeConsumingService></md:SPSSODescriptor></md:EntityDescriptor>`;

describe("SAML metadata of an application", () => {
  const samlOf = async () =>
    (await app.engine.call("applications.read", { workspace, application: "jira" })).configuration.connection.saml;

  it("becomes its connection, with a claim for what it asks for where somebody wants that", async () => {
    await dropFiles(page, { name: "metadata.xml", content: METADATA });
    await dialog().getByText("Recognised: it is an EntityDescriptor.").waitFor();
    await button("Next").click();
    await dialog().getByRole("radio", { name: "Jira-like" }).click();
    await dialog().getByText("The metadata is not signed").first().waitFor();
    const before = (await samlOf())?.claims.length ?? 0;
    await dialog()
      .getByRole("radio", { name: /^Add: .*from department$/ })
      .click();
    await dialog()
      .getByText(/a claim is added, from department/)
      .waitFor();
    await button("Import").click();
    await button("Undo").waitFor();
    const saml = await samlOf();
    expect(saml).toMatchObject({ entityId: "https://jira.example.com/saml", nameId: { format: "persistent" } });
    expect(saml?.claims).toHaveLength(before + 1);
    expect(saml?.claims.at(-1)?.source).toEqual({ kind: "attribute", attribute: "department" });
  });
});

describe("a real message that somebody pastes", () => {
  const RESPONSE = `<samlp:Response xmlns:samlp="${PROTOCOL}" ID="_r1"><Assertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion" ID="_a1">
<Issuer>https://sts.windows.net/t1/</Issuer>
<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignatureValue>U0lHTkFUVVJF</ds:SignatureValue></ds:Signature>
<Subject><NameID>pia.pasted@acme.test</NameID></Subject>
<Conditions><AudienceRestriction><Audience>https://slack-like.test/saml/metadata</Audience></AudienceRestriction></Conditions>
<AttributeStatement><Attribute Name="http://schemas.xmlsoap.org/ws/2005/05/identity/claims/givenname"><AttributeValue>Pia</AttributeValue></Attribute></AttributeStatement>
</Assertion></samlp:Response>`;
  const part = (value: object | string): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = {
    iss: "https://id.test",
    sub: "s-1",
    aud: "expenses",
    email: "pia.pasted@acme.test",
    given_name: "Pia",
  };
  const TOKEN = `${part({ alg: "RS256", kid: "k1" })}.${part(claims)}.U0lHTkFUVVJF`;

  it.each([
    ["a SAML response", RESPONSE, "it is a SAML Response", "givenname"],
    ["a SAML response in base64", Buffer.from(RESPONSE).toString("base64"), "it is XML in base64", "givenname"],
    ["an ID token", TOKEN, "it is a signed token of three parts", "given_name"],
  ])("%s is a person and claims, and nothing of its signature is kept", async (_, text, why, claim) => {
    await paste(text);
    await dialog().getByText(`Recognised: ${why}.`).waitFor();
    await button("Next").click();
    await dialog()
      .getByText(/Signatures, keys and the identifiers of the message are left out/)
      .waitFor();
    await dialog().getByText(claim).first().waitFor();
    await button("Import").click();
    await button("Undo").waitFor();
    const { text: saved, users } = await readSaved();
    expect(users.find(({ userName }) => userName === "pia.pasted@acme.test")?.attributes).toMatchObject({
      givenName: "Pia",
    });
    expect(saved).not.toContain("U0lHTkFUVVJF");
    expect(saved).not.toContain("_a1");
  });

  it("is refused where its assertion is encrypted, and the workspace is as it was", async () => {
    const before = await userNames();
    const encrypted = `<samlp:Response xmlns:samlp="${PROTOCOL}"><EncryptedAssertion xmlns="urn:oasis:names:tc:SAML:2.0:assertion"/></samlp:Response>`;
    await paste(encrypted);
    await dialog()
      .getByRole("alert")
      .getByText(/Its assertion is encrypted, and the key to it is not here/)
      .waitFor();
    expect(await userNames()).toEqual(before);
  });
});

describe("a file that is too large", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rehearsal-large-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it.each([
    [300, /big\.csv has 300 MiB; a window reads 180 MiB at most, and the command line 256 MiB/],
    [200, /big\.csv has 200 MiB; .* The command line reads 256 MiB: rehearse import "big\.csv" --workspace FILE/],
  ])("of %d MB is refused before it is read, and the workspace is as it was", async (megabytes, says) => {
    const before = (await readSaved()).text;
    const file = join(folder, "big.csv");
    await writeFile(file, "userPrincipalName\n");
    await truncate(file, megabytes * 1024 * 1024);
    await pane(page, "People").getByRole("button", { name: "Import a file…" }).click();
    const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button("Choose files…").click()]);
    await chooser.setFiles(file);
    await dialog().getByRole("alert").getByText(says).waitFor();
    expect(await button("Next").isDisabled()).toBe(true);
    expect((await readSaved()).text).toBe(before);
  });
});

describe("what cannot be read", () => {
  it("is refused with what would be right, and another file takes its place", async () => {
    const before = await userNames();
    await dropFiles(page, { name: "users.zip", content: Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]) });
    await dialog()
      .getByRole("alert")
      .getByText(/a zip archive or an Excel workbook/)
      .waitFor();
    expect(await button("Next").isDisabled()).toBe(true);
    await dropFiles(page, { name: "cut.json", content: '{"value": [{"id": 1},\n' });
    await dialog()
      .getByRole("alert")
      .getByText(/^This is not JSON.*line 2, column 1/)
      .waitFor();
    await page.keyboard.press("Escape");
    await eventually(() => dialog().count()).toBe(0);
    expect(await userNames()).toEqual(before);
  });
});

describe("an export", () => {
  it("says what it does not carry, and is saved as a file", async () => {
    await pane(page, "People").getByRole("button", { name: "Export…" }).click();
    await dialog()
      .getByText(/does not carry|carries everything/)
      .first()
      .waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), button("Save").click()]);
    expect(download.suggestedFilename()).toMatch(/\.csv$/);
  });
});

it("had nothing to complain about", () => {
  expect(app.complaints).toEqual([]);
});
