/** A sentence of the engine, with the names that stand in backquotes set as code. */
export function Sentence({ text }: { text: string }) {
  const parts = text.split("`");
  // An odd number of backquotes belongs to a value: the text then stays as it is.
  if (parts.length % 2 === 0) return text;
  return parts.map((part, index) =>
    index % 2 === 0 ? part : <code key={parts.slice(0, index).join("`")}>{part}</code>,
  );
}
