import { type Command, Option } from "commander";
import { eventsOfEdit } from "../compare/events-of-edit.ts";
import { checkEdit } from "../engine/check-edit.ts";
import { applyEdit } from "../engine/edit.ts";
import { describeProvider, productEdit } from "../engine/identity-providers.ts";
import { type ProductWish, planProduct } from "../engine/product-change.ts";
import { RehearsalError } from "../errors.ts";
import { type Evidence, PRESETS, type Product, productSchema } from "../idp/product.ts";
import type { Workspace } from "../store/workspace.ts";
import { domainSchema } from "../url.ts";
import { EXIT } from "./exit.ts";
import { styled, type Terminal, wrap } from "./terminal.ts";
import { withWorkspace } from "./with-workspace.ts";

interface SetOptions {
  readonly product: Product;
  readonly provider?: string;
  readonly tenant?: string;
  readonly domain?: readonly string[];
  readonly issuer?: boolean;
  readonly connections: ProductWish["connections"];
  readonly dryRun?: boolean;
  readonly json?: boolean;
}

/** `rehearse idp show|set`: which product an identity provider is like, and what differs from its defaults. */
export function addIdpCommand(program: Command, terminal: Terminal, exit: (code: number) => void): void {
  const idp = program.command("idp").description("The identity providers, and the products that they are like.");
  idp
    .command("show")
    .description("Each value beside the product's default, with where that is known from.")
    .argument("<file>", "workspace file")
    .option("--json", "print JSON")
    .action(async (file: string, options: { json?: boolean }) =>
      exit(await show(terminal, file, options.json === true)),
    );
  idp
    .command("set")
    .description(
      "Makes an identity provider like a product, and says what its applications would no longer understand.",
    )
    .argument("<file>", "workspace file")
    .addOption(new Option("-p, --product <product>", "which").choices(productSchema.options).makeOptionMandatory())
    .option("--provider <id>", "which identity provider, where there are several")
    .option("--tenant <name>", "what the organisation is called there; made up unless said")
    .option("--domain <domain...>", "its verified domains, the default one first")
    .option("--issuer", "take the product's issuer for its entityID")
    .addOption(
      new Option("--connections <choice>", "what becomes of the connections that there are")
        .choices(["keep", "defaults", "defaultsAndRead"])
        .default("keep"),
    )
    .option("--dry-run", "say what would change, and save nothing")
    .option("--json", "print JSON")
    .action(async (file: string, options: SetOptions) => exit(await set(terminal, file, options)));
}

async function show(terminal: Terminal, file: string, json: boolean): Promise<number> {
  return withWorkspace(terminal, { file, program: "rehearse idp show", write: false }, async ({ workspace }) => {
    const providers = workspace.identityProviders.map((provider) => describeProvider(workspace, provider));
    if (json) terminal.out(JSON.stringify(providers, null, 2));
    else for (const provider of providers) printProvider(terminal, provider);
    return EXIT.done;
  });
}

function printProvider(
  terminal: Terminal,
  { name, entityId, product, domains, connections }: ReturnType<typeof describeProvider>,
) {
  terminal.out(styled(terminal, "bold", `${name}: like ${PRESETS[product].name}`));
  terminal.out(`  ${entityId}`);
  if (domains !== undefined) terminal.out(`  Verified domains: ${domains.join(", ")} (the first is the default)`);
  for (const { application, settings } of connections) {
    if (settings.length > 0) terminal.out(`\n  ${application}`);
    for (const { path, standing, evidence } of settings)
      terminal.out(wrap(`${standing.padEnd(7)} ${path}: ${describeEvidence(evidence)}`, terminal.width, "    "));
  }
}

function describeEvidence({ certainty, source, date }: Evidence): string {
  return `${source} (${CERTAINTY[certainty]}, ${date})`;
}

const CERTAINTY: Readonly<Record<Evidence["certainty"], string>> = {
  documented: "documented",
  sourceCode: "source code",
  seen: "seen",
  fromMemory: "from memory",
};

async function set(terminal: Terminal, file: string, options: SetOptions): Promise<number> {
  const { dryRun = false, json = false } = options;
  return withWorkspace(terminal, { file, program: "rehearse idp set", write: !dryRun }, async (store) => {
    const before = store.workspace;
    const wish = wishOf(before, options, file);
    const { after, effects } = planProduct(before, wish);
    const { what, replacements } = productEdit(before, wish).edit;
    const next = applyEdit(before, replacements).workspace;
    checkEdit(before, next, new Map());
    if (!dryRun) await store.edit(next, what, eventsOfEdit(before, next));
    if (json) terminal.out(JSON.stringify({ what, saved: !dryRun, entityId: after.entityId, effects }, null, 2));
    else printEffects(terminal, dryRun ? `${what} (not saved)` : what, effects);
    return EXIT.done;
  });
}

function wishOf({ identityProviders }: Workspace, options: SetOptions, file: string): ProductWish {
  const { product, provider = identityProviders[0]?.id, tenant, domain, issuer, connections } = options;
  if (provider === undefined) {
    throw new RehearsalError("PROVIDER_UNKNOWN", "This workspace has no identity provider.", { file });
  }
  return {
    provider,
    product,
    connections,
    ...(tenant === undefined ? {} : { tenant }),
    ...(domain === undefined ? {} : { domains: domain.map((text) => readDomain(text)) }),
    ...(issuer === true ? { issuer } : {}),
  };
}

function readDomain(text: string): string {
  const read = domainSchema.safeParse(text);
  if (read.success) return read.data;
  throw new RehearsalError("DOMAIN_INVALID", read.error.issues[0]?.message ?? "", { path: "--domain" });
}

function printEffects(terminal: Terminal, what: string, effects: ReturnType<typeof planProduct>["effects"]): void {
  terminal.out(`${what}.`);
  for (const { name, losses } of effects) {
    if (losses.length > 0) terminal.out(`\n${name} would no longer understand:`);
    for (const { message } of losses) terminal.out(wrap(message, terminal.width, "  "));
  }
}
