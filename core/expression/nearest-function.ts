import { nearestName } from "../errors.ts";

/**
 * The function that is meant by a name that no function has; undefined where none is near. The part after the last dot
 * decides among those with the same words before it: of `String.uper` it is `String.toUpperCase`, and not the shorter
 * `String.len`.
 */
export function nearestFunction(name: string, known: Iterable<string>): string | undefined {
  const names = [...known];
  const stem = name.slice(0, name.lastIndexOf(".") + 1);
  const siblings = names.filter((each) => stem !== "" && each.toLowerCase().startsWith(stem.toLowerCase()));
  if (siblings.length === 0) return nearestName(name, names) ?? nearestHolding(name, names);
  const rest = name.slice(stem.length);
  const rests = siblings.map((each) => each.slice(stem.length));
  const near = nearestName(rest, rests) ?? nearestHolding(rest, rests);
  if (near === undefined) return nearestName(name, names);
  return siblings[rests.indexOf(near)];
}

/** The shortest name that has all the letters in their order: people leave out words, as in `Uper` for `ToUpper`. */
function nearestHolding(name: string, names: readonly string[]): string | undefined {
  if (name.length < 4) return undefined;
  return names
    .filter((each) => each.length <= name.length * 3 && hasInOrder(each.toLowerCase(), name.toLowerCase()))
    .toSorted((left, right) => left.length - right.length)[0];
}

function hasInOrder(text: string, letters: string): boolean {
  let at = 0;
  for (const letter of letters) {
    at = text.indexOf(letter, at) + 1;
    if (at === 0) return false;
  }
  return true;
}
