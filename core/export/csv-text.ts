/** Rows as CSV (RFC 4180), in UTF-8 without a byte order mark: quotes where a program could take a character for another. */
export function writeCsv(rows: Iterable<readonly string[]>): string {
  const lines: string[] = [];
  for (const cells of rows) lines.push(cells.map(writeCell).join(","));
  return `${lines.join("\r\n")}\r\n`;
}

function writeCell(cell: string): string {
  return /[",;|\t\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
