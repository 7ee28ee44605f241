// Draws the installers' icon from the window's own: `node electron/resources/draw-icon.mjs`.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";

// electron-builder makes .ico and .icns of a PNG of 512 or more (https://www.electron.build/icons).
const size = 1024;
const svg = readFileSync(join(import.meta.dirname, "../../renderer/icon.svg"), "utf8");
const style = `body { margin: 0 } svg { display: block; width: ${size}px; height: ${size}px }`;

const browser = await chromium.launch({
  executablePath: process.env.REHEARSAL_CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});
const page = await browser.newPage({ viewport: { width: size, height: size } });
await page.setContent(`<style>${style}</style>${svg}`);
writeFileSync(join(import.meta.dirname, "icon.png"), await page.screenshot({ omitBackground: true }));
await browser.close();
