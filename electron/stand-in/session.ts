import { EventEmitter } from "node:events";
import { app } from "./app.ts";

type RequestHandler = (
  contents: unknown,
  permission: string,
  answer: (granted: boolean) => void,
  details: object,
) => void;
type CheckHandler = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type BeforeRequest = (details: { readonly url: string }, answer: (response: { cancel?: boolean }) => void) => void;

/** `session.defaultSession`: what it is told to refuse is refused in the pages. Until told, Electron permits everything. */
class Session extends EventEmitter {
  private requestHandler: RequestHandler = (_contents, _permission, answer) => answer(true);
  private checkHandler: CheckHandler = () => true;
  private beforeRequest: BeforeRequest = (_details, answer) => answer({});
  deviceHandler: (details: object) => boolean = () => true;

  readonly webRequest = {
    onBeforeRequest: (_filter: unknown, handler: BeforeRequest): void => {
      this.beforeRequest = handler;
    },
  };

  setPermissionRequestHandler(handler: RequestHandler): void {
    this.requestHandler = handler;
  }

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.checkHandler = handler;
  }

  setDevicePermissionHandler(handler: (details: object) => boolean): void {
    this.deviceHandler = handler;
  }

  /** Whether a page gets a permission: it must pass the check, and be granted when it is asked for. */
  isPermitted(contents: unknown, permission: string, origin: string): boolean {
    let granted = false;
    this.requestHandler(
      contents,
      permission,
      (answer) => {
        granted = answer;
      },
      { isMainFrame: true },
    );
    return granted && this.checkHandler(contents, permission, `${origin}/`, { isMainFrame: true });
  }

  /** Whether a request to the network would be stopped. */
  isRefused(url: string): boolean {
    let refused = false;
    this.beforeRequest({ url }, ({ cancel }) => {
      refused = cancel === true;
    });
    return refused;
  }
}

const defaultSession = new Session();

/** `session` of Electron, with the one that all windows share. */
export const session = {
  get defaultSession(): Session {
    app.requireReady("Session can only be received");
    return defaultSession;
  },
};
