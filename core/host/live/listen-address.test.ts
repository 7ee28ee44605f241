import { describe, expect, it } from "vitest";
import { checkAddress, hostsAt, isLoopback, originAt, portsFrom } from "./listen-address.ts";

describe("an address to listen on", () => {
  it.each([
    ["127.0.0.1", true, "http://127.0.0.1:81", ["127.0.0.1:81", "localhost:81"]],
    ["127.1.2.3", true, "http://127.1.2.3:81", ["127.1.2.3:81", "localhost:81"]],
    ["::1", true, "http://[::1]:81", ["[::1]:81", "localhost:81"]],
    ["192.0.2.7", false, "http://192.0.2.7:81", ["192.0.2.7:81"]],
    ["2001:db8::1", false, "http://[2001:db8::1]:81", ["[2001:db8::1]:81"]],
  ])("is %s", (address, loopback, origin, hosts) => {
    expect(() => checkAddress(address)).not.toThrow();
    expect(isLoopback(address)).toBe(loopback);
    expect(originAt(address, 81)).toBe(origin);
    expect([...hostsAt(address, 81)]).toEqual(hosts);
  });

  it("says no port where it is the usual one, as browsers do", () => {
    expect([...hostsAt("127.0.0.1", 80)]).toEqual(["127.0.0.1", "localhost"]);
  });

  it.each(["0.0.0.0", "::", "::0", "fe80::1%eth0", "localhost", "evil.test", "", "127.0.0.1:80", "[::1]"])(
    "is not %j",
    (address) => {
      expect(() => checkAddress(address)).toThrow(expect.objectContaining({ code: "HOST_INVALID" }));
    },
  );
});

describe("ports", () => {
  it("follow one another, or are any that are free", () => {
    expect(portsFrom(8000, 3)).toEqual([8000, 8001, 8002]);
    expect(portsFrom(0, 3)).toEqual([0, 0, 0]);
    expect(portsFrom(65_533, 3)).toEqual([65_533, 65_534, 65_535]);
  });

  it("end at 65535", () => {
    expect(() => portsFrom(65_534, 3)).toThrow(expect.objectContaining({ code: "PORT_RANGE" }));
  });
});
