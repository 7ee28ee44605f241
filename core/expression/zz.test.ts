import { it } from "vitest";
import { dialectOf } from "./languages.ts";
it("x", () => { for (const id of ["entra","okta","okta-ie","okta-template"] as const) { const d = dialectOf(id); console.log(id, d.name, d.functions.length, JSON.stringify(d.functions[0]), d.functions.map(f=>(f.on?f.on+".":"")+f.name).join(" ")); } });
