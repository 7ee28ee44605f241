import type { Paint } from "./svg-text.ts";

/** The colours of the theme as they are now, worked out of its tokens. */
export function readPaint(element: Element = document.documentElement): Paint {
  const style = getComputedStyle(element);
  const token = (name: string): string => style.getPropertyValue(`--${name}`).trim();
  const [http, map] = [token("lane-http"), token("lane-map")];
  return {
    surface: token("surface"),
    raised: token("surface-raised"),
    text: token("text"),
    soft: token("text-soft"),
    line: token("line-strong"),
    bad: token("bad"),
    kinds: {
      http,
      map,
      saml: token("lane-saml"),
      oidc: token("lane-oidc"),
      scim: token("lane-scim"),
      store: token("lane-store"),
      check: http,
      decide: http,
      note: http,
    },
  };
}

/** What a canvas may be at most along a side, in px: browsers draw nothing beyond. */
const MOST = 16_000;

/** A drawing as a PNG picture, twice as fine as a screen where that is possible. @throws Error it cannot be drawn */
export async function drawPng(svg: string): Promise<Blob> {
  const image = new Image();
  // The content security policy lets pictures be `data:`, not `blob:`.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const scale = Math.min(2, MOST / Math.max(image.naturalWidth, image.naturalHeight));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob === null ? reject(new Error("The picture could not be drawn.")) : resolve(blob)));
  });
}
