import { Agent, request as httpsRequest } from "node:https";
import { connect } from "node:net";
import { connect as connectSecurely } from "node:tls";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { LiveServer } from "./live-server.ts";
import { applicationOf, providerOf, startSample } from "./test-live.ts";
import { createTlsCertificate, type TlsCertificate } from "./tls-certificate.ts";

let tls: TlsCertificate;
let live: LiveServer;
const faults: unknown[] = [];
beforeAll(async () => {
  tls = await createTlsCertificate("127.0.0.1", Date.now());
  live = await startSample({ tls, allowReset: true, onFault: (fault) => faults.push(fault) });
});
afterAll(async () => {
  await live.close();
  expect(faults).toEqual([]);
});

interface Answer {
  readonly status: number;
  readonly cookies: readonly string[];
  readonly text: string;
}

/** A client that trusts the certificate, and no other. */
function ask(url: string, method = "GET", headers: Record<string, string> = {}): Promise<Answer> {
  const agent = new Agent({ ca: tls.certificate });
  return new Promise((resolve, reject) => {
    const outgoing = httpsRequest(url, { agent, method, headers }, (answer) => {
      let text = "";
      answer.setEncoding("utf8").on("data", (part) => {
        text += part;
      });
      answer.on("end", () => {
        agent.destroy();
        resolve({ status: answer.statusCode ?? 0, cookies: answer.headers["set-cookie"] ?? [], text });
      });
    });
    outgoing.on("error", reject).end();
  });
}

describe("live mode by https", () => {
  it("says https in every address", () => {
    const { tls: told, ...addresses } = live.addresses;
    expect(told).toEqual({ certificate: tls.certificate, fingerprint: tls.fingerprint });
    expect(JSON.stringify(addresses)).not.toContain("http://");
    expect(providerOf(live).oidc.issuer).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
  });

  it("is itself to whoever trusts its certificate, under each of its names", async () => {
    const { issuer } = providerOf(live).oidc;
    const path = "/.well-known/openid-configuration";
    for (const origin of [issuer, issuer.replace("127.0.0.1", "localhost")]) {
      const { status, text } = await ask(origin + path);
      expect([status, JSON.parse(text).token_endpoint]).toEqual([200, `${issuer}/oidc/token`]);
    }
    await expect(fetch(issuer + path)).rejects.toThrow("fetch failed");
  });

  it("keeps cookies for https alone", async () => {
    const { status, cookies } = await ask(applicationOf(live, "slack").loginUrl);
    expect(status).toBe(302);
    expect(cookies.length).toBeGreaterThan(0);
    for (const cookie of cookies) expect(cookie).toMatch(/; Secure/);
  });

  it("takes no address by http for its own, and resets by https", async () => {
    const resetUrl = live.addresses.control?.resetUrl ?? "";
    const from = (origin: string) => ask(resetUrl, "POST", { origin });
    expect((await from(resetUrl.replace("/reset", ""))).status).toBe(200);
    expect((await from(resetUrl.replace("/reset", "").replace("https", "http"))).status).toBe(403);
  });

  it("lives on whatever is sent in the place of TLS", async () => {
    const port = Number(new URL(providerOf(live).oidc.issuer).port);
    for (const bytes of [
      "GET / HTTP/1.1\r\nHost: a\r\n\r\n",
      "\u0016\u0003\u0001\u0000\u0002\u0001",
      "\u0000".repeat(5000),
    ]) {
      await new Promise<void>((resolve) => {
        const socket = connect(port, "127.0.0.1", () => socket.write(bytes, "latin1"));
        socket.on("error", () => {}).on("close", () => resolve());
        socket.on("data", () => {});
        // Too little for a handshake: it waits for more.
        setTimeout(() => socket.destroy(), 200);
      });
    }
    const old = await new Promise<string>((resolve) => {
      const socket = connectSecurely({ port, host: "127.0.0.1", ca: tls.certificate, maxVersion: "TLSv1.1" });
      socket.on("secureConnect", () => resolve("let in")).on("error", () => resolve("refused"));
    });
    expect(old).toBe("refused");
    expect((await ask(`${providerOf(live).oidc.issuer}/oidc/jwks`)).status).toBe(200);
  });

  it("ends where somebody is connected who never began to talk", async () => {
    const other = await startSample({ tls });
    const port = Number(new URL(providerOf(other).oidc.issuer).port);
    const closed = new Promise<void>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(other.close()));
      socket.on("error", () => {});
    });
    await expect(closed).resolves.toBeUndefined();
  });
});
