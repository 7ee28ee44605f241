import { styleText } from "node:util";

/** Where a command writes, and what it may assume of the terminal. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
  /** Says on one line of its own what is under way, in the place of what it said before. Empty: nothing is any more. */
  status(text: string): void;
  /** Hears that Ctrl+C is pressed, once, until the function that it gives is called; meanwhile that does not end the program. */
  onInterrupt(listener: () => void): () => void;
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
    status:
      stderr.isTTY === true
        ? createStatusLine(
            (text) => stderr.write(text),
            () => (stderr.columns > 0 ? stderr.columns : 80),
          )
        : () => {},
    onInterrupt(listener) {
      process.once("SIGINT", listener);
      return () => process.off("SIGINT", listener);
    },
    colours: stdout.isTTY === true && (env.NO_COLOR ?? "") === "",
    width: Math.max(60, Math.min(stdout.columns ?? 100, 120)),
  };
}

/**
 * A line that is written over: from its beginning, and never longer than the terminal is wide, since what has gone on to a
 * second line stays there.
 */
export function createStatusLine(write: (text: string) => void, width: () => number): (text: string) => void {
  let isShown = false;
  return (text) => {
    if (text === "" && !isShown) return;
    isShown = text !== "";
    const most = Math.max(1, width() - 1);
    const shown = withoutControls(text).replaceAll("\n", " ");
    write(`\r\u001b[2K${shown.length > most ? `${shown.slice(0, most - 1)}…` : shown}`);
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
