// Stands in the place of `fast-check` in the tests: every run draws the same examples, so that it does not depend on luck
// whether a build passes. Another number in PROPERTY_SEED draws others, to look for what nobody has thought of.
import fc from "../node_modules/fast-check/lib/fast-check.js";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.PROPERTY_SEED ?? 20_261_121) });

export * from "../node_modules/fast-check/lib/fast-check.js";
export default fc;
