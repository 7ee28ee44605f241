/** The largest file that is read, in bytes. A directory of a million people is well below. */
export const LARGEST_FILE = 256 * 1024 * 1024;
