const ASCII = /^[\u0000-\u007f]*$/;

/**
 * Text without its differences of case and of composition, the same in every locale: Unicode's full case folding and
 * NFC, as RFC 7644, section 5 asks for user names (RFC 7613, section 3.2.2). `STRASSE` and `straße` are one, `ΟΔΟΣ` and
 * `οδος`, and `é` however it is typed; but not `ı` and `i`, which only Turkish rules would join. Whatever compares values
 * of accounts without regard to case does it by this, so that an index, a filter and a login find the same people.
 */
export function foldCase(text: string): string {
  if (ASCII.test(text)) return text.toLowerCase();
  return Array.from(text.normalize("NFD"), foldCharacter).join("").normalize("NFC");
}

/**
 * One character at a time, for the lower case of a sigma depends on its place in the word. By way of upper case, for that
 * is where `ß` becomes `SS`, and by way of lower case before, for the capital `ẞ` has no other upper case.
 */
function foldCharacter(character: string): string {
  return character === "ı" ? character : character.toLowerCase().toUpperCase().toLowerCase();
}
