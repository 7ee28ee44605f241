import { styleText } from "node:util";

/** Where a command writes, and what it may assume of the terminal. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  readonly colours: boolean;
  /** Characters in a line. */
  readonly width: number;
}

type Style = Parameters<typeof styleText>[0];

/** The process's own terminal. Colours only where a person looks on, and never under `NO_COLOR` (no-color.org). */
export function createTerminal(): Terminal {
  const { stdout, stderr, env } = process;
  // `rehearse … | head` closes the pipe early. Nobody reads on, so there is nothing left to do, and nothing to report.
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  return {
    out: (text) => stdout.write(`${withoutControls(text)}\n`),
    error: (text) => stderr.write(`${withoutControls(text)}\n`),
    colours: stdout.isTTY === true && (env.NO_COLOR ?? "") === "",
    width: Math.max(60, Math.min(stdout.columns ?? 100, 120)),
  };
}

/**
 * Names come from files that may be anybody's: a control character in one must not steer the terminal. Colours (SGR) and
 * line feeds stay; anything else is written as JSON would, so that printed JSON is still the same JSON.
 */
export function withoutControls(text: string): string {
  return text.replace(/\u001b\[[\d;]*m|[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (found) =>
    found.length > 1 ? found : `\\u${found.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** Text in a style, where the terminal has colours. */
export function styled(terminal: Terminal, style: Style, text: string): string {
  return terminal.colours ? styleText(style, text, { validateStream: false }) : text;
}

/** Text broken into lines of at most `width` characters, each after `indent`. Long words stay whole. */
export function wrap(text: string, width: number, indent: string): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && indent.length + line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].map((each) => indent + each).join("\n");
}
