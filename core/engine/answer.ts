import type { ContractError, Reply } from "../contract/contract.ts";
import { inOneLine, RehearsalError } from "../errors.ts";
import { InvalidWorkspaceError } from "../store/parse.ts";
import { ProblemsError } from "./problems-error.ts";

/** Runs a call to its end, whichever it is: an error becomes a value, since a border would lose its class and code. */
export async function answer(run: () => Promise<unknown>): Promise<Reply> {
  try {
    return { ok: true, value: await run() };
  } catch (error) {
    return { ok: false, error: describeFailure(error) };
  }
}

/** An error as it crosses a border. What nobody foresaw becomes `ENGINE_FAULT`, without its stack. */
export function describeFailure(error: unknown): ContractError {
  if (!(error instanceof RehearsalError)) return fault(error);
  const { code, place } = error;
  return {
    code,
    message: inOneLine(error.message),
    ...(place.path === undefined || place.path === "" ? {} : { path: inOneLine(place.path) }),
    ...problemsOf(error),
  };
}

function problemsOf(error: RehearsalError): Pick<ContractError, "problems"> {
  if (!(error instanceof ProblemsError || error instanceof InvalidWorkspaceError)) return {};
  return { problems: error.problems.map(({ code, path, message }) => ({ code, path, message })) };
}

function fault(error: unknown): ContractError {
  const what = error instanceof Error ? inOneLine(error.message).slice(0, 200) : "something unexpected";
  return {
    code: "ENGINE_FAULT",
    message: `This is a fault of the program, not yours; what was saved is as it was. What it says of itself: ${what}`,
  };
}
