import { type Attributes, type AttributeValue, isSafeName, type Scalar } from "../attribute-value.ts";
import type { Json, JsonObject } from "./json-object.ts";
import { isProtocolClaim } from "./names.ts";

/**
 * What a verified token or userinfo says about the person: its claims without the protocol's own. A claim that is
 * neither a value nor a list of values, such as `address`, is kept as its JSON text.
 */
export function personClaims(claims: JsonObject): Attributes {
  const about: Record<string, AttributeValue> = {};
  for (const [name, value] of Object.entries(claims)) {
    if (name !== "" && isSafeName(name) && !isProtocolClaim(name)) about[name] = attributeValueOf(value);
  }
  return about;
}

function attributeValueOf(value: Json): AttributeValue {
  if (value === null || isScalar(value)) return value;
  if (Array.isArray(value) && value.every(isScalar)) return value;
  return JSON.stringify(value);
}

function isScalar(value: Json): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}
