import { fileURLToPath } from "node:url";
import { createHttpTransport } from "../contract/http-transport.ts";
import { describeContract } from "../contract/test-suite.ts";
import { startProgram } from "./test-program.ts";

const SERVE = fileURLToPath(new URL("../../dist/app/serve.js", import.meta.url));

// The whole way: the program as it was built, its server, and the engine in its thread.
describeContract("the browser host", async (folder) => {
  const program = await startProgram([process.execPath, SERVE, "--no-open", "--port", "0", "--folder", folder]);
  return {
    transport: createHttpTransport({ base: program.address, secret: () => program.secret, fetch }),
    close: async () => void (await program.end()),
  };
});
