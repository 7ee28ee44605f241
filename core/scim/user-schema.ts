import { attribute, type ScimAttribute, type ScimSchema } from "./schema.ts";

/**
 * A person who uses a service (RFC 7643, section 4.1). Where the listing of section 8.7.1 and the text differ, the text is
 * followed: references and binary values are case exact (sections 2.3.6 and 2.3.7), and a group is a group.
 */
export const USER_SCHEMA: ScimSchema = {
  id: "urn:ietf:params:scim:schemas:core:2.0:User",
  name: "User",
  description: "User Account",
  attributes: [
    attribute("userName", "What the user is known by to the service, and usually signs in with.", {
      required: true,
      uniqueness: "server",
    }),
    attribute("name", "The parts of the user's name.", {
      type: "complex",
      subAttributes: [
        attribute("formatted", "The whole name, as it is shown."),
        attribute("familyName", "The family name."),
        attribute("givenName", "The given name."),
        attribute("middleName", "The middle names."),
        attribute("honorificPrefix", "A title before the name, such as `Dr`."),
        attribute("honorificSuffix", "What follows the name, such as `III`."),
      ],
    }),
    attribute("displayName", "The name that is shown to others."),
    attribute("nickName", "What the user is called in daily life."),
    attribute("profileUrl", "A page about the user.", {
      type: "reference",
      referenceTypes: ["external"],
      caseExact: true,
    }),
    attribute("title", "The user's title, such as `Vice President`."),
    attribute("userType", "How the user belongs to the organisation, such as `Employee` or `Contractor`."),
    attribute("preferredLanguage", "The languages that the user prefers, as in Accept-Language."),
    attribute("locale", "Where the user is, for currency, dates and numbers, such as `en-GB`."),
    attribute("timezone", "The user's time zone, such as `Europe/Vilnius`."),
    attribute("active", "Whether the user may use the service.", { type: "boolean" }),
    attribute("password", "A password that is set or reset. It is never told.", {
      mutability: "writeOnly",
      returned: "never",
    }),
    several("emails", "Email addresses.", attribute("value", "An email address."), ["work", "home", "other"]),
    several("phoneNumbers", "Phone numbers.", attribute("value", "A phone number."), [
      "work",
      "home",
      "mobile",
      "fax",
      "pager",
      "other",
    ]),
    several("ims", "Addresses for instant messages.", attribute("value", "An address for instant messages."), [
      "aim",
      "gtalk",
      "icq",
      "xmpp",
      "msn",
      "skype",
      "qq",
      "yahoo",
    ]),
    several(
      "photos",
      "Pictures of the user.",
      attribute("value", "Where the picture is.", {
        type: "reference",
        referenceTypes: ["external"],
        caseExact: true,
      }),
      ["photo", "thumbnail"],
    ),
    attribute("addresses", "Postal addresses.", {
      type: "complex",
      multiValued: true,
      subAttributes: [
        attribute("formatted", "The whole address, as it is written on an envelope."),
        attribute("streetAddress", "Street, house number, post box."),
        attribute("locality", "The town."),
        attribute("region", "The state or region."),
        attribute("postalCode", "The postal code."),
        attribute("country", "The country, as in ISO 3166-1 alpha-2."),
        label(["work", "home", "other"]),
        primary(),
      ],
    }),
    attribute("groups", "The groups that the user is in. They are changed through the groups.", {
      type: "complex",
      multiValued: true,
      mutability: "readOnly",
      subAttributes: [
        attribute("value", "The id of the group.", { mutability: "readOnly" }),
        attribute("$ref", "Where the group is.", {
          type: "reference",
          referenceTypes: ["Group"],
          caseExact: true,
          mutability: "readOnly",
        }),
        attribute("display", "The name of the group.", { mutability: "readOnly" }),
        attribute("type", "Whether the user is in it directly, or through another group.", {
          canonicalValues: ["direct", "indirect"],
          mutability: "readOnly",
        }),
      ],
    }),
    several("entitlements", "Things that the user has.", attribute("value", "An entitlement.")),
    several("roles", "What the user is to the service.", attribute("value", "A role.")),
    several(
      "x509Certificates",
      "Certificates of the user.",
      attribute("value", "A certificate in DER, as base64.", { type: "binary", caseExact: true }),
    ),
  ],
};

/** An attribute of several values, with the sub-attributes that are usual beside its `value` (RFC 7643, section 2.4). */
function several(
  name: string,
  description: string,
  value: ScimAttribute,
  labels: readonly string[] = [],
): ScimAttribute {
  const display = attribute("display", "The value as it is shown.");
  return attribute(name, description, {
    type: "complex",
    multiValued: true,
    subAttributes: [value, display, label(labels), primary()],
  });
}

function label(labels: readonly string[]): ScimAttribute {
  return attribute("type", "What the value is for.", labels.length === 0 ? {} : { canonicalValues: labels });
}

function primary(): ScimAttribute {
  return attribute("primary", "Whether the value is the preferred one: at most one is.", { type: "boolean" });
}
