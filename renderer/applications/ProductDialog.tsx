import { Button, Checkbox, Group, NativeSelect, Radio, Stack, TextInput } from "@mantine/core";
import { useState } from "react";
import type { Arguments } from "../../core/contract/methods.ts";
import type { ProductEffect, ProductSummary, ProviderProduct } from "../../core/contract/products.ts";
import { Dialog } from "../components/Dialog.tsx";
import { ErrorNotice, Notice } from "../components/Notice.tsx";
import { Sentence } from "../components/Sentence.tsx";
import { useTellSaved } from "../components/tell-saved.tsx";
import { useAnswer } from "../connection/use-answer.ts";
import { useCommand } from "../connection/use-command.ts";
import { useAccess, useWorkspace } from "../connection/workspace-context.ts";
import { CERTAINTY_WORDS } from "./sign-on-words.ts";

type Wish = Arguments<"identityProviders.saveProduct">;

/** Chooses the product that an identity provider is like, and says before it is saved what applications would notice. */
export function ProductDialog({ provider, onClose }: { provider: string; onClose: () => void }) {
  const { id } = useWorkspace();
  const { value, error } = useAnswer("identityProviders.products", { workspace: id });
  const known = value?.providers.find((each) => each.id === provider);
  return (
    <Dialog onClose={onClose} title={`Which product ${known?.name ?? "it"} is like`} size="lg">
      {error === undefined ? null : <ErrorNotice error={error} />}
      {value === undefined || known === undefined ? null : (
        <ProductForm provider={known} products={value.products} onClose={onClose} />
      )}
    </Dialog>
  );
}

const CONNECTIONS = [
  ["keep", "Keep every connection as it is", "Values that differ from the product's show as changed."],
  ["defaultsAndRead", "Take the product's defaults, and add what each application reads", "In the product's manner."],
  ["defaults", "Take the product's defaults alone", "As on the first day: applications may lack what they read."],
] as const;

function ProductForm({
  provider,
  products,
  onClose,
}: {
  provider: ProviderProduct;
  products: readonly ProductSummary[];
  onClose: () => void;
}) {
  const { id: workspace } = useWorkspace();
  const { canEdit, why } = useAccess();
  const { run, busy, error } = useCommand("identityProviders.saveProduct");
  const tellSaved = useTellSaved(workspace);
  const [wish, setWish] = useState<Wish>({
    workspace,
    provider: provider.id,
    product: provider.product,
    connections: "keep",
    ...(provider.tenant === undefined ? {} : { tenant: provider.tenant }),
    ...(provider.domains === undefined ? {} : { domains: [...provider.domains] }),
  });
  const product = products.find(({ id }) => id === wish.product);
  const save = async (): Promise<void> => {
    const saved = await run(wish);
    if (saved === undefined) return;
    tellSaved(saved);
    onClose();
  };
  return (
    <Stack gap="sm">
      {why === undefined ? null : <Notice tone="warn">{why}</Notice>}
      <NativeSelect
        label="Product"
        data={products.map(({ id, name }) => ({ value: id, label: name }))}
        value={wish.product}
        disabled={!canEdit}
        onChange={({ currentTarget }) => {
          const chosen = products.find(({ id }) => id === currentTarget.value);
          if (chosen === undefined) return;
          const { tenant: _, ...others } = wish;
          setWish({ ...others, product: chosen.id });
        }}
        data-autofocus
      />
      {product === undefined ? null : <ProductFacts product={product} />}
      <ProviderFields wish={wish} product={product} change={setWish} />
      <Radio.Group
        label="The connections that there are"
        value={wish.connections}
        onChange={(connections) => setWish({ ...wish, connections: connections as Wish["connections"] })}
      >
        <Stack gap={6} mt={4}>
          {CONNECTIONS.map(([value, label, description]) => (
            <Radio key={value} value={value} label={label} description={description} disabled={!canEdit} />
          ))}
        </Stack>
      </Radio.Group>
      <Effects wish={withoutDomains(wish)} />
      {error === undefined ? null : <ErrorNotice error={error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button loading={busy} disabled={!canEdit} onClick={() => void save()}>
          Save
        </Button>
      </Group>
    </Stack>
  );
}

/** What the organisation is called in the product, and its issuer: where the product has them. */
function ProviderFields({
  wish,
  product,
  change,
}: {
  wish: Wish;
  product: ProductSummary | undefined;
  change: (wish: Wish) => void;
}) {
  const { canEdit } = useAccess();
  if (product === undefined) return null;
  const { tenantWord, issuer } = product;
  return (
    <>
      {tenantWord === undefined ? null : (
        <TextInput
          label={tenantWord}
          description="What the organisation is called there. Left empty: a name is made up."
          value={wish.tenant ?? ""}
          disabled={!canEdit}
          onChange={({ currentTarget: { value } }) => {
            const { tenant: _, ...others } = wish;
            change(value.trim() === "" ? others : { ...others, tenant: value.trim() });
          }}
        />
      )}
      {product.id === "entra" ? <DomainsField wish={wish} change={change} /> : null}
      {issuer === undefined ? null : (
        <Checkbox
          label={`Take its issuer: ${issuer.pattern}`}
          description={`${issuer.evidence.source} (${CERTAINTY_WORDS[issuer.evidence.certainty]})`}
          checked={wish.issuer === true}
          disabled={!canEdit}
          onChange={({ currentTarget: { checked } }) => {
            const { issuer: _, ...others } = wish;
            change(checked ? { ...others, issuer: true } : others);
          }}
        />
      )}
    </>
  );
}

/** They make no difference to any application, and may be half written. */
function withoutDomains({ domains: _, ...others }: Wish): Wish {
  return others;
}

/** Entra's `DefaultDomain()` asks for them. */
function DomainsField({ wish, change }: { wish: Wish; change: (wish: Wish) => void }) {
  const { canEdit } = useAccess();
  const [text, setText] = useState((wish.domains ?? []).join(", "));
  return (
    <TextInput
      label="Verified domains"
      description="With commas between them, the default one first. Left empty: DefaultDomain() is not known."
      placeholder="contoso.onmicrosoft.com, contoso.com"
      value={text}
      disabled={!canEdit}
      onChange={({ currentTarget: { value } }) => {
        setText(value);
        change({ ...wish, domains: value.split(/[\s,;]+/).filter((each) => each !== "") });
      }}
    />
  );
}

/** How much is known, and what is not done here. */
function ProductFacts({ product: { known, notCovered } }: { product: ProductSummary }) {
  const parts = Object.entries(CERTAINTY_WORDS).flatMap(([certainty, words]) => {
    const count = known[certainty as keyof typeof known];
    return count === 0 ? [] : [`${count} ${words}`];
  });
  if (parts.length === 0) return <p className="product-facts">Nothing is preset.</p>;
  return (
    <div className="product-facts">
      <p>Preset values: {parts.join("; ")}.</p>
      <p>Not covered:</p>
      <ul>
        {notCovered.map((text) => (
          <li key={text}>
            <Sentence text={text} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What each application would no longer understand. */
function Effects({ wish }: { wish: Wish }) {
  const { value, error } = useAnswer("identityProviders.plan", wish);
  if (error !== undefined) return <ErrorNotice error={error} />;
  if (value === undefined) return <p className="product-facts">Working it out…</p>;
  const losing = value.effects.filter(({ losses }) => losses.length > 0);
  if (losing.length === 0) {
    return <Notice tone="good" title="Every application would understand what it understands now." />;
  }
  return (
    <Notice tone="warn" title="What applications would no longer understand">
      {losing.map((effect) => (
        <EffectItem key={effect.application} effect={effect} />
      ))}
    </Notice>
  );
}

function EffectItem({ effect: { name, losses } }: { effect: ProductEffect }) {
  return (
    <section aria-label={name}>
      <strong>{name}</strong>
      <ul>
        {losses.map(({ message }) => (
          <li key={message}>
            <Sentence text={message} />
          </li>
        ))}
      </ul>
    </section>
  );
}
