import { useEffect } from "react";

/** What lies over the screen, such as dialogs, menus and messages in passing. */
const OVER = '[role="dialog"], [role="menu"], [data-portal]';

const CAN_HAVE_FOCUS = "a[href], button, input, select, textarea, summary, [tabindex]";

/** What had the focus last. */
interface Remembered {
  readonly element: Element;
  /** What had it last on the screen itself, and all that is around that, from the inside out. */
  readonly onScreen: readonly EventTarget[];
  /** The place where one was when something over the screen took it from there. */
  readonly left?: string;
}

/**
 * Keeps the focus from falling to the body, where a keyboard would begin at the top again: when what has it goes away,
 * with a dialog or alone, it goes back to what had it on the screen. Where that is gone, too, the nearest thing around
 * that has it, at last the screen. Where a dialog led to another place, the screen has it at once: a button that stays
 * behind would take the keys that are meant for what is new. Once, around everything.
 */
export function FocusKeeper(): null {
  useEffect(() => {
    let last: Remembered | undefined;
    const remember = (event: FocusEvent): void => {
      last = rememberFocus(event, last);
    };
    const keep = (): void => {
      if (last !== undefined && isLost(last)) giveFocus(wantedAfter(last));
    };
    const observer = new MutationObserver(keep);
    observer.observe(document.body, { childList: true, subtree: true });
    document.addEventListener("focusin", remember);
    return () => {
      observer.disconnect();
      document.removeEventListener("focusin", remember);
    };
  }, []);
  return null;
}

function rememberFocus(event: FocusEvent, last: Remembered | undefined): Remembered | undefined {
  const { target: element } = event;
  if (!(element instanceof Element)) return last;
  if (element.closest(OVER) === null) return { element, onScreen: event.composedPath() };
  return { element, onScreen: last?.onScreen ?? [], left: last?.left ?? place() };
}

/** Where one is, without what is only chosen there. */
function place(): string {
  return window.location.hash.replace(/\?.*/s, "");
}

function isLost({ element }: Remembered): boolean {
  const { activeElement, body } = document;
  return (activeElement === null || activeElement === body) && !element.isConnected;
}

function wantedAfter({ onScreen, left }: Remembered): readonly EventTarget[] {
  return left === undefined || left === place() ? onScreen : [];
}

/** The first of these that takes it, or else the screen. */
function giveFocus(wanted: readonly EventTarget[]): void {
  for (const each of [...wanted, document.getElementById("screen")]) {
    if (!isFocusable(each)) continue;
    each.focus({ preventScroll: true });
    if (document.activeElement === each) return;
  }
}

function isFocusable(target: EventTarget | null): target is HTMLElement | SVGElement {
  if (!(target instanceof HTMLElement || target instanceof SVGElement)) return false;
  return target.isConnected && target.matches(CAN_HAVE_FOCUS);
}
