export { LARGEST_FILE } from "../import/largest-file.ts";

/** The largest file that a window imports, in bytes: in base64 it still passes through every border. */
export const LARGEST_IMPORT = 180 * 1024 * 1024;
