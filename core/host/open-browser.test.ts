import { expect, it } from "vitest";
import { browserCommand } from "./open-browser.ts";

const URL_WITH_SECRET = "http://127.0.0.1:17373/#secret=a-b_c";

it.each([
  ["linux", ["xdg-open", URL_WITH_SECRET]],
  ["freebsd", ["xdg-open", URL_WITH_SECRET]],
  ["darwin", ["open", URL_WITH_SECRET]],
  ["win32", ["rundll32", "url.dll,FileProtocolHandler", URL_WITH_SECRET]],
] as const)("opens the address on %s without a shell, as one argument", (platform, command) => {
  expect(browserCommand(URL_WITH_SECRET, platform)).toEqual(command);
});
