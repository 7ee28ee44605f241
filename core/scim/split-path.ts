/** The parts of a path below the base URL, decoded (RFC 3986, section 2.4). A slash at its end says nothing. */
export function splitPath(path: string): readonly string[] {
  return path
    .split("/")
    .filter((part) => part !== "")
    .map(decode);
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
