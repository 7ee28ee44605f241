import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { outdate } from "../connection/answers.ts";
import type { ScreenAnswer } from "../connection/use-answer.ts";
import { ErrorNotice } from "./Notice.tsx";

/**
 * What the engine answered, once it has. Nothing is shown while a first answer is on its way, which is a moment; the bar
 * at the top tells of anything longer.
 */
export function Answered<Value>({
  answer,
  children,
}: {
  answer: ScreenAnswer<Value>;
  children: (value: Value) => ReactNode;
}) {
  const { value, error } = answer;
  const failure = error === undefined ? null : <ErrorNotice error={error} action={<AskAgain />} />;
  return (
    <>
      {failure}
      {value === undefined ? null : children(value)}
    </>
  );
}

function AskAgain() {
  return (
    <Button variant="default" onClick={() => outdate()}>
      Try again
    </Button>
  );
}
