import type { BrowserContext, CDPSession, Frame, Page, Request as PageRequest, Route } from "playwright-core";
import { control, record, requireBrowser } from "./control.ts";
import type { MainMessage, RendererMessage } from "./page-worlds.ts";
import { buildPageScript, buildPreloadScript, POST, PRELOAD_WORLD } from "./preload-script.ts";
import { findSchemeHandler, fromChromium, toChromium } from "./protocol.ts";
import { session } from "./session.ts";

/** A frame of a page, as the main process sees it. */
export interface FrameState {
  readonly url: string;
  readonly parent: FrameState | null;
}

/** What a page tells its window, and asks it. */
export interface PageOwner {
  received(message: RendererMessage, frame: FrameState): Promise<MainMessage | undefined>;
  /** Whether a page, or a frame within it, may go where it wants to go. */
  mayNavigate(url: string, isMainFrame: boolean): boolean;
  windowAsked(url: string): void;
  crashed(): void;
}

export interface PageOptions {
  readonly width: number;
  readonly height: number;
  /** The text of the preload script. */
  readonly preload: string | undefined;
  readonly preloadInSubframes: boolean;
}

interface FrameTree {
  readonly frame: { readonly id: string; readonly url: string };
  readonly childFrames?: readonly FrameTree[];
}

/** The page behind a window: its requests answered by our schemes, its preload script in a world of its own. */
export class ChromiumPage {
  readonly page: Page;
  readonly context: BrowserContext;
  private readonly cdp: CDPSession;
  private readonly owner: PageOwner;
  /** The frame of each preload world, by the number that Chromium gives the world. */
  private readonly worlds = new Map<number, string>();
  private topFrame = "";
  /** What the main process itself loads: no navigation of the page. */
  private loading: string | undefined;

  private constructor(page: Page, cdp: CDPSession, owner: PageOwner) {
    this.page = page;
    this.context = page.context();
    this.cdp = cdp;
    this.owner = owner;
  }

  static async open(owner: PageOwner, options: PageOptions): Promise<ChromiumPage> {
    const context = await (await requireBrowser()).newContext({
      viewport: { width: options.width, height: options.height },
      bypassCSP: control.withoutPolicy,
    });
    const page = await context.newPage();
    const opened = new ChromiumPage(page, await context.newCDPSession(page), owner);
    await opened.listen();
    await opened.installPreload(options);
    return opened;
  }

  async load(url: string): Promise<void> {
    this.loading = url;
    await this.page.goto(toChromium(url));
    this.loading = undefined;
  }

  /** Sends an event to the top frame, which is where Electron sends it; in order with the replies, as Electron does. */
  send(channel: string, args: readonly unknown[]): void {
    for (const [world, frame] of this.worlds) {
      if (frame === this.topFrame) void this.deliver(world, { type: "event", channel, args });
    }
  }

  private async listen(): Promise<void> {
    await this.context.route("**/*", (route) => this.answer(route));
    this.context.on("page", (page) => void page.close().catch(() => undefined));
    this.page.on("crash", () => this.owner.crashed());
    this.cdp.on("Page.windowOpen", ({ url }) => this.owner.windowAsked(fromChromium(url)));
    this.cdp.on("Runtime.executionContextCreated", ({ context }) => {
      const { frameId } = context.auxData as { readonly frameId?: string };
      if (context.name === PRELOAD_WORLD && frameId !== undefined) this.worlds.set(context.id, frameId);
    });
    this.cdp.on(
      "Runtime.executionContextDestroyed",
      ({ executionContextId }) => void this.worlds.delete(executionContextId),
    );
    this.cdp.on("Runtime.executionContextsCleared", () => this.worlds.clear());
    this.cdp.on("Runtime.bindingCalled", ({ payload, executionContextId }) => {
      void this.receive(executionContextId, JSON.parse(payload) as RendererMessage);
    });
    this.cdp.on("Page.frameNavigated", ({ frame }) => {
      if (frame.parentId === undefined) this.topFrame = frame.id;
    });
    await this.cdp.send("Page.enable");
    this.topFrame = (await this.frameTree()).frame.id;
    await this.cdp.send("Runtime.enable");
  }

  private async installPreload({ preload, preloadInSubframes }: PageOptions): Promise<void> {
    if (preload === undefined) return;
    await this.cdp.send("Runtime.addBinding", { name: POST, executionContextName: PRELOAD_WORLD });
    await this.cdp.send("Page.addScriptToEvaluateOnNewDocument", {
      worldName: PRELOAD_WORLD,
      source: buildPreloadScript(preload, preloadInSubframes),
    });
    await this.cdp.send("Page.addScriptToEvaluateOnNewDocument", { source: buildPageScript(preloadInSubframes) });
  }

  private async receive(world: number, message: RendererMessage): Promise<void> {
    const frame = findFrame(await this.frameTree(), this.worlds.get(world), null);
    const answer = frame && (await this.owner.received(message, frame));
    if (answer !== undefined) await this.deliver(world, answer);
  }

  // A world that has gone meanwhile hears nothing more.
  private async deliver(world: number, message: MainMessage): Promise<void> {
    const expression = `globalThis.standInDeliver(${JSON.stringify(message)})`;
    await this.cdp.send("Runtime.evaluate", { expression, contextId: world }).catch(() => undefined);
  }

  private async frameTree(): Promise<FrameTree> {
    return (await this.cdp.send("Page.getFrameTree")).frameTree;
  }

  private async answer(route: Route): Promise<void> {
    const request = route.request();
    const url = fromChromium(request.url());
    const frame = frameOf(request);
    // The first request of a new window has no frame yet; such windows are closed at once.
    if (frame === undefined || frame.page() !== this.page) return route.abort("aborted");
    if (
      request.isNavigationRequest() &&
      url !== this.loading &&
      !this.owner.mayNavigate(url, frame.parentFrame() === null)
    ) {
      record.stopped.push(url);
      return route.abort("aborted");
    }
    const handler = findSchemeHandler(url);
    if (handler === undefined) {
      record.network.push({ url, refused: session.defaultSession.isRefused(url) });
      return route.abort("blockedbyclient");
    }
    const response = await handler(new Request(url, { method: request.method(), headers: request.headers() }));
    return route.fulfill({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
    });
  }
}

function frameOf(request: PageRequest): Frame | undefined {
  try {
    return request.frame();
  } catch {
    return undefined;
  }
}

function findFrame(tree: FrameTree, id: string | undefined, parent: FrameState | null): FrameState | undefined {
  const state: FrameState = { url: fromChromium(tree.frame.url), parent };
  if (tree.frame.id === id) return state;
  for (const child of tree.childFrames ?? []) {
    const found = findFrame(child, id, state);
    if (found !== undefined) return found;
  }
  return undefined;
}
