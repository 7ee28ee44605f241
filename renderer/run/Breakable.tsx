import { Fragment } from "react";

/** A value that may break into lines after `@`, dots, slashes and commas, rather than within a word. */
export function Breakable({ text }: { text: string }) {
  const parts = text.split(/(?<=[@./,:_])(?=\S)/);
  return parts.map((part, index) => (
    <Fragment key={parts.slice(0, index).join("")}>
      {index === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}
