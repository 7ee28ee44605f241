import { Fragment } from "react";

/** A value that may break into lines after its `@`, or else after dots, slashes and the like and before a capital, rather than within a word. */
export function Breakable({ text }: { text: string }) {
  const parts = text.split(text.includes("@") ? /(?<=[@,])(?=\S)/ : /(?<=[./,:_])(?=\S)|(?<=[a-z])(?=[A-Z])/);
  return parts.map((part, index) => (
    <Fragment key={parts.slice(0, index).join("")}>
      {index === 0 ? null : <wbr />}
      {part}
    </Fragment>
  ));
}
