/** How a button is drawn that does nothing now but can be pointed at, so that its tooltip says why. */
export function refusing(refuses: boolean): { readonly "data-disabled"?: true; readonly "aria-disabled"?: true } {
  return refuses ? { "data-disabled": true, "aria-disabled": true } : {};
}
