import { describe, expect, it, vi } from "vitest";
import type { CallRequest, ContractEvent, Reply } from "./contract.ts";
import { createBridgeTransport, type RehearsalBridge } from "./electron-transport.ts";

const changed: ContractEvent = { type: "changed", workspace: "Acme" };

describe("the contract over Electron's bridge", () => {
  it("hands calls over as they are, and gives the reply as it came", async () => {
    const request: CallRequest = { call: "a-1", method: "app.about", arguments: {} };
    const reply: Reply = { ok: false, error: { code: "WORKSPACE_UNKNOWN", message: "No." } };
    const { bridge } = createBridge(reply);
    await expect(createBridgeTransport(bridge).call(request)).resolves.toBe(reply);
    expect(bridge.call).toHaveBeenCalledExactlyOnceWith(request);
  });

  it("asks for a call to be given up by its id", () => {
    const { bridge } = createBridge();
    createBridgeTransport(bridge).cancel("a-1");
    expect(bridge.cancel).toHaveBeenCalledExactlyOnceWith("a-1");
  });

  it("tells every listener, over one listener on the bridge", () => {
    const { bridge, say, standing } = createBridge();
    const transport = createBridgeTransport(bridge);
    const [first, second] = [vi.fn(), vi.fn()];
    transport.subscribe(first);
    const leave = transport.subscribe(second);
    expect(standing()).toBe(1);
    say(changed);
    leave();
    say(changed);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([2, 1]);
  });

  it("leaves the bridge with the last listener, and comes back with the next", () => {
    const { bridge, say, standing } = createBridge();
    const transport = createBridgeTransport(bridge);
    const leave = transport.subscribe(() => undefined);
    leave();
    leave();
    expect(standing()).toBe(0);
    const heard = vi.fn();
    transport.subscribe(heard);
    say(changed);
    expect(heard).toHaveBeenCalledExactlyOnceWith(changed);
  });

  it("keeps the same function subscribed twice apart", () => {
    const { bridge, say } = createBridge();
    const transport = createBridgeTransport(bridge);
    const heard = vi.fn();
    transport.subscribe(heard);
    const leave = transport.subscribe(heard);
    leave();
    say(changed);
    expect(heard).toHaveBeenCalledTimes(1);
  });
});

/** A bridge that answers every call alike, and says what it is told to. */
function createBridge(reply: Reply = { ok: true, value: null }) {
  const hearing = new Set<(event: ContractEvent) => void>();
  const bridge = {
    call: vi.fn(async () => reply),
    cancel: vi.fn(),
    subscribe(listener: (event: ContractEvent) => void) {
      hearing.add(listener);
      return () => void hearing.delete(listener);
    },
  } satisfies RehearsalBridge;
  return {
    bridge,
    say: (event: ContractEvent) => {
      for (const hear of hearing) hear(event);
    },
    standing: () => hearing.size,
  };
}
