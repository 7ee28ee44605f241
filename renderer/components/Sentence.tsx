/** A sentence of the engine, in which names stand between backticks: they become code. */
export function Sentence({ text }: { text: string }) {
  const parts = text.split(/(`[^`]+`)/).map((part, place) => ({ part, place }));
  return (
    <>
      {parts.map(({ part, place }) =>
        part.length > 2 && part.startsWith("`") ? <code key={place}>{part.slice(1, -1)}</code> : part,
      )}
    </>
  );
}
