/**
 * What runs within a page: the preload script's `electron`, and the border between its world and the page's own, as
 * Electron's context isolation draws it (https://www.electronjs.org/docs/latest/tutorial/context-isolation). It is
 * carried into the page as text (see `preload-script.ts`): it may use what is in this file, and nothing else.
 */

/** From the preload's world to the main process. */
export interface RendererMessage {
  readonly type: "invoke" | "send";
  readonly id: number;
  readonly channel: string;
  readonly args: readonly unknown[];
}

/** From the main process to the preload's world. */
export type MainMessage =
  | { readonly type: "reply"; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: "reply"; readonly id: number; readonly ok: false; readonly message: string }
  | { readonly type: "event"; readonly channel: string; readonly args: readonly unknown[] };

/** A value on its way over the border. */
export type Wire =
  | { readonly kind: "plain"; readonly value?: unknown }
  | { readonly kind: "function"; readonly id: number }
  | { readonly kind: "promise"; readonly id: number }
  | { readonly kind: "members"; readonly members: Readonly<Record<string, Wire>> }
  | { readonly kind: "error"; readonly message: string };

/** What one side says to the other. */
export type BorderMessage =
  | { readonly type: "hello" }
  | { readonly type: "expose"; readonly key: string; readonly wire: Wire }
  | { readonly type: "call"; readonly id: number; readonly args: readonly Wire[] }
  | { readonly type: "return"; readonly wire: Wire }
  | { readonly type: "settle"; readonly id: number; readonly wire: Wire };

export type AnyFunction = (...args: unknown[]) => unknown;

/** The two functions of a promise. */
export interface Settle {
  readonly resolve: (value: unknown) => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Refuses what is not plain JSON. Electron itself refuses functions in these words, and carries more than JSON (dates,
 * maps, `undefined`); the contract does not, and a stand-in that lost the rest in silence would hide it.
 */
export function requirePlain(value: unknown, where: string): void {
  if (value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value)) return;
  const prototype = typeof value === "object" ? Object.getPrototypeOf(value) : undefined;
  if (!Array.isArray(value) && prototype !== null && prototype !== Object.prototype) {
    throw new TypeError(`An object could not be cloned. (${where} is not plain JSON.)`);
  }
  for (const [key, member] of Object.entries(value as object)) requirePlain(member, `${where}.${key}`);
}

/**
 * One side of the border. Functions and promises cross as proxies, all else is copied and frozen at the top; an error
 * arrives as its message, without class and code. DOM events reach both worlds, at once, which makes calls synchronous.
 */
export class BorderSide {
  readonly other: string;
  readonly functions = new Map<number, AnyFunction>();
  readonly waiting = new Map<number, Settle>();
  private ids = 0;
  private returned: Wire = { kind: "plain" };

  constructor(own: string, other: string) {
    this.other = other;
    document.addEventListener(`stand-in-${own}`, (event) => {
      this.hear(JSON.parse((event as CustomEvent<string>).detail) as BorderMessage);
    });
  }

  tell(message: BorderMessage): void {
    document.dispatchEvent(new CustomEvent(`stand-in-${this.other}`, { detail: JSON.stringify(message) }));
  }

  hear(message: BorderMessage): void {
    if (message.type === "call") this.tell({ type: "return", wire: this.run(message.id, message.args) });
    if (message.type === "return") this.returned = message.wire;
    if (message.type === "settle") this.settle(message.id, message.wire);
  }

  pack(value: unknown): Wire {
    if (value === undefined) return { kind: "plain" };
    if (typeof value === "function") {
      this.ids += 1;
      this.functions.set(this.ids, value as AnyFunction);
      return { kind: "function", id: this.ids };
    }
    if (value instanceof Promise) return this.packPromise(value);
    requirePlain(value, "it");
    return { kind: "plain", value };
  }

  /** An object of functions: what is exposed. */
  packMembers(members: Readonly<Record<string, unknown>>): Wire {
    const packed = Object.entries(members).map(([key, member]) => [key, this.pack(member)]);
    return { kind: "members", members: Object.fromEntries(packed) };
  }

  unpack(wire: Wire): unknown {
    if (wire.kind === "plain") return wire.value;
    if (wire.kind === "error") throw new Error(wire.message);
    if (wire.kind === "function") return (...args: unknown[]) => this.call(wire.id, args);
    if (wire.kind === "promise") {
      return new Promise((resolve, reject) => {
        this.waiting.set(wire.id, { resolve, reject });
      });
    }
    const members = Object.entries(wire.members).map(([key, member]) => [key, this.unpack(member)]);
    return Object.freeze(Object.fromEntries(members));
  }

  private call(id: number, args: readonly unknown[]): unknown {
    this.tell({ type: "call", id, args: args.map((arg) => this.pack(arg)) });
    return this.unpack(this.returned);
  }

  private run(id: number, args: readonly Wire[]): Wire {
    try {
      return this.pack(this.functions.get(id)?.(...args.map((arg) => this.unpack(arg))));
    } catch (error) {
      return this.packError(error);
    }
  }

  private packPromise(promise: Promise<unknown>): Wire {
    this.ids += 1;
    const id = this.ids;
    void promise
      .then((value) => this.pack(value))
      .catch((error: unknown) => this.packError(error))
      .then((wire) => this.tell({ type: "settle", id, wire }));
    return { kind: "promise", id };
  }

  private packError(error: unknown): Wire {
    return { kind: "error", message: error instanceof Error ? error.message : String(error) };
  }

  private settle(id: number, wire: Wire): void {
    const promise = this.waiting.get(id);
    this.waiting.delete(id);
    try {
      promise?.resolve(this.unpack(wire));
    } catch (error) {
      promise?.reject(error);
    }
  }
}

/** The preload's world: `standInPost` is Chromium's binding, `standInDeliver` is called by the main process. */
interface PreloadWorld {
  standInPost(json: string): void;
  standInDeliver(message: MainMessage): void;
}

/** What `require("electron").ipcRenderer` is in a preload script. */
export class PreloadIpc {
  readonly waiting = new Map<number, Settle>();
  readonly listeners = new Map<string, Set<AnyFunction>>();
  private ids = 0;
  private readonly world = globalThis as unknown as PreloadWorld;

  constructor() {
    this.world.standInDeliver = (message) => this.deliver(message);
  }

  invoke(channel: string, ...args: unknown[]): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.waiting.set(this.post("invoke", channel, args), { resolve, reject });
    });
  }

  send(channel: string, ...args: unknown[]): void {
    this.post("send", channel, args);
  }

  on(channel: string, listener: AnyFunction): this {
    this.listeners.set(channel, (this.listeners.get(channel) ?? new Set()).add(listener));
    return this;
  }

  removeListener(channel: string, listener: AnyFunction): this {
    this.listeners.get(channel)?.delete(listener);
    return this;
  }

  private post(type: RendererMessage["type"], channel: string, args: readonly unknown[]): number {
    for (const [index, arg] of args.entries()) requirePlain(arg, `argument ${index}`);
    this.ids += 1;
    const message: RendererMessage = { type, id: this.ids, channel, args };
    this.world.standInPost(JSON.stringify(message));
    return this.ids;
  }

  private deliver(message: MainMessage): void {
    if (message.type === "event") {
      for (const listener of [...(this.listeners.get(message.channel) ?? [])]) listener({}, ...message.args);
      return;
    }
    const settle = this.waiting.get(message.id);
    this.waiting.delete(message.id);
    if (message.ok) settle?.resolve(message.value);
    else settle?.reject(new Error(message.message));
  }
}

/** What `require("electron").contextBridge` is in a preload script. */
export class PreloadBridge {
  private readonly side = new BorderSide("preload", "page");

  exposeInMainWorld(key: string, members: Readonly<Record<string, unknown>>): void {
    const wire = this.side.packMembers(members);
    document.addEventListener("stand-in-hello", () => this.side.tell({ type: "expose", key, wire }));
  }
}

/** The page's side: lays on `window` what the preload script has exposed. */
export class PageSide extends BorderSide {
  constructor() {
    super("page", "preload");
    document.dispatchEvent(new CustomEvent("stand-in-hello"));
  }

  override hear(message: BorderMessage): void {
    if (message.type === "expose") {
      Object.defineProperty(window, message.key, { value: this.unpack(message.wire), enumerable: true });
    } else super.hear(message);
  }
}
