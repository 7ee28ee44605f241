import { runLogin } from "../simulation/login.ts";
import { BENCH_USER, benchWorkspace } from "./bench-workspace.ts";

const proto = process.argv[2] === "saml" ? "saml" : "oidc";
const action = {
  type: "login",
  user: BENCH_USER,
  application: proto === "saml" ? "salesforce" : "expenses",
  protocol: proto,
  startAt: "application",
} as const;
const ws = (await runLogin(await benchWorkspace(), action)).workspace;
for (let i = 0; i < 200; i++) await runLogin(ws, action);
const t = performance.now();
const n = 1000;
for (let i = 0; i < n; i++) await runLogin(ws, action);
console.log(
  proto,
  ((performance.now() - t) / n).toFixed(3),
  "ms per login",
  (await runLogin(ws, action)).trace.steps.length,
  "steps",
);
