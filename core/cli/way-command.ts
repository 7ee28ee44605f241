import { Argument, type Command } from "commander";
import { aboutFile } from "../errors.ts";
import type { ProvisioningWay } from "../provisioning/settings.ts";
import { deriveProvisioning, withWay } from "../simulation/derive-provisioning.ts";
import { type Connected, findConnected, withApplication } from "../simulation/find-in-workspace.ts";
import { type AccountOwner, ownershipIn } from "../simulation/ownership.ts";
import { deriveScimSettings } from "../sp/default-scim.ts";
import { completeKeys } from "../store/key-material.ts";
import type { Workspace } from "../store/workspace.ts";
import { EXIT } from "./exit.ts";
import type { Terminal } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

const WAYS = ["jit", "scim", "scheduled", "manual", "workflow"] as const;

/** `rehearse way`: sets how an application gets its accounts, as it would be set up unless told otherwise. */
export function addWayCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  program
    .command("way")
    .description(
      "Set how an application gets its accounts: by logins alone (jit), SCIM, scheduled batches, tickets or a workflow.",
    )
    .requiredOption("-w, --workspace <file>", "workspace file")
    .requiredOption("-a, --app <id>", "which application")
    .addArgument(new Argument("<way>", "from now on; its accounts stay").choices([...WAYS]))
    .action(async (way: (typeof WAYS)[number], options: { workspace: string; app: string }) =>
      exit(await setWay(terminal, way, options)),
    );
}

async function setWay(
  terminal: Terminal,
  way: (typeof WAYS)[number],
  { workspace: file, app }: { readonly workspace: string; readonly app: string },
): Promise<number> {
  return withWorkspace(terminal, { file, program: "rehearse way", write: true }, async (store) => {
    const { workspace, made } = await aboutFile(file, () => changeWay(store.workspace, app, way));
    for (const note of made) terminal.error(`note: ${note}`);
    const { application } = findConnected(workspace, app);
    const what = `${application.name} gets its accounts by ${WORDS[way]} from now on`;
    await store.edit(workspace, what);
    terminal.out(`${what}.`);
    printOwners(terminal, workspace, app);
    return EXIT.done;
  });
}

/** An application that is to be spoken SCIM to offers it; a token is made where none is. */
async function changeWay(workspace: Workspace, app: string, way: (typeof WAYS)[number]) {
  const offering = way === "scim" ? withScim(workspace, findConnected(workspace, app)) : workspace;
  const provisioning =
    way === "jit" ? undefined : deriveProvisioning(findConnected(offering, app), way, offering.directory.groups);
  return completeKeys(withWay(offering, app, provisioning), Date.now());
}

function withScim(workspace: Workspace, { application }: Connected): Workspace {
  if (application.scim !== undefined) return workspace;
  return withApplication(workspace, { ...application, scim: deriveScimSettings(application) });
}

function printOwners(terminal: Terminal, workspace: Workspace, app: string): void {
  const { accounts } = findConnected(workspace, app).application;
  const owners = accounts.map(ownershipIn(workspace, app));
  for (const owner of new Set(owners)) {
    const count = owners.filter((each) => each === owner).length;
    terminal.out(`  ${String(count).padStart(4)} ${count === 1 ? "account" : "accounts"}: ${OWNERS[owner]}`);
  }
}

const WORDS: Readonly<Record<ProvisioningWay | "jit", string>> = {
  jit: "logins alone",
  scim: "SCIM",
  scheduled: "scheduled batches",
  manual: "tickets",
  workflow: "a policy workflow",
};

const OWNERS: Readonly<Record<AccountOwner, string>> = {
  scim: "looked after by SCIM",
  scheduled: "looked after by the scheduled batch",
  manual: "looked after by tickets",
  workflow: "looked after by the policy workflow",
  logins: "changed by their people's logins, and by nothing else until it is matched",
  nobody: "looked after by nobody: it is not known whose they are",
};
