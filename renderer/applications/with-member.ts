/** The object with an optional member set, or without it where the value is undefined: no `undefined` is plain JSON. */
export function withMember<Item extends object, Name extends keyof Item>(
  item: Item,
  name: Name,
  value: Item[Name] | undefined,
): Item {
  const { [name]: _dropped, ...others } = item;
  return (value === undefined ? others : { ...others, [name]: value }) as Item;
}
