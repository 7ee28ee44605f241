import { z } from "zod";

/** A complete URL that a browser goes to: `http` or `https`, with a host. Anything else, such as `javascript:`, is refused. */
export const httpUrlSchema = z.url({ protocol: /^https?$/, abort: true });

/** Scheme, host and port of a party, as a browser writes them (RFC 6454, section 6.2): no path, no slash at the end. */
export const originSchema = httpUrlSchema.refine((text) => originOf(text) === text, {
  error: ({ input }) => {
    const found = JSON.stringify(input);
    return `Found ${found}; an origin has no path and no slash at its end: ${JSON.stringify(originOf(String(input)))}.`;
  },
});

/** The name of a domain, such as `contoso.onmicrosoft.com` (RFC 1035, section 2.3.1): labels with dots between them. */
export const domainSchema = z
  .string()
  .max(253)
  .refine(
    (text) =>
      text.includes(".") && text.split(".").every((label) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i.test(label)),
    {
      error: ({ input }) => `Found ${JSON.stringify(input)}; a domain is written as in "contoso.com".`,
    },
  );

/** The origin of a text that {@link httpUrlSchema} accepts. */
function originOf(text: string): string {
  return new URL(text).origin;
}
