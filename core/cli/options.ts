import { InvalidArgumentError, Option } from "commander";
import type { Detail } from "./print-trace.ts";

/** `--protocol saml|oidc`. */
export function protocolOption(): Option {
  return new Option("-p, --protocol <protocol>", "which protocol; the application's own unless said").choices([
    "saml",
    "oidc",
  ]);
}

/** `--detail 1|2|3`. */
export function detailOption(): Option {
  return new Option("-d, --detail <level>", "1 decisions and changes, 2 every step, 3 every check, rule and value")
    .default(2)
    .argParser(parseDetail);
}

function parseDetail(text: string): Detail {
  if (text === "1" || text === "2" || text === "3") return Number(text) as Detail;
  throw new InvalidArgumentError("Use 1, 2 or 3.");
}
