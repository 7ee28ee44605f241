import { spawn } from "node:child_process";

/** The program that opens an address in the default browser, with its arguments; no shell reads them. */
export function browserCommand(url: string, platform: NodeJS.Platform): readonly [string, ...(readonly string[])] {
  if (platform === "darwin") return ["open", url];
  // `start` belongs to cmd, which is a shell; this is what it calls in the end.
  if (platform === "win32") return ["rundll32", "url.dll,FileProtocolHandler", url];
  return ["xdg-open", url];
}

/** Opens an address in the default browser. Gives whether there is a program that does it. */
export function openBrowser(url: string): Promise<boolean> {
  const [program, ...args] = browserCommand(url, process.platform);
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: "ignore", detached: true });
    child.once("error", () => resolve(false));
    child.once("spawn", () => {
      child.unref();
      resolve(true);
    });
  });
}
