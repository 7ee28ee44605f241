import { lazy, Suspense, useState } from "react";
import { useEditing } from "./editing.ts";

const ProductDialog = lazy(() => import("./ProductDialog.tsx").then((module) => ({ default: module.ProductDialog })));

/** Which product the identity provider is like, and the way to another one. */
export function ProductLine() {
  const { detail, draft, canEdit } = useEditing();
  const [open, setOpen] = useState(false);
  const { preset } = detail;
  return (
    <>
      <p className="product-line">
        {preset === undefined ? "Like no product in particular." : `Like ${preset.name}.`}{" "}
        <button type="button" className="link-button" disabled={!canEdit} onClick={() => setOpen(true)}>
          Change the product…
        </button>
      </p>
      {open ? (
        <Suspense>
          <ProductDialog provider={draft.provider} onClose={() => setOpen(false)} />
        </Suspense>
      ) : null}
    </>
  );
}
