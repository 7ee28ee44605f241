// Starts Rehearsal in the browser. All it needs is Node; everything else lies beside this file.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Rehearsal needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  process.exitCode = 1;
} else {
  await import(new URL("app/serve.js", import.meta.url).href);
}
