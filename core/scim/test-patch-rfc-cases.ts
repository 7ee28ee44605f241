import { add, BABS, HOME, JAMES, KIM, OFFICE, type PatchCase, remove, replace, WORK } from "./test-patch-case.ts";

/** Every sample of RFC 7644, section 3.5.2, in its order. */
export const rfcCases: readonly PatchCase[] = [
  {
    title: "adds a member that is there already: nothing changes",
    start: "staff",
    operations: [add("members", [BABS])],
  },
  {
    title: "adds a member",
    start: "staff",
    operations: [add("members", [{ display: "Joy", value: "u-joy" }])],
    after: { members: [BABS, JAMES, KIM, { value: "u-joy", display: "Joy" }] },
  },
  {
    title: "adds several attributes without a path; `nickname` in another case",
    start: "ann",
    operations: [add(undefined, { emails: [{ value: "babs@jensen.org", type: "home" }], nickname: "Babs" })],
    after: { emails: [WORK, HOME, { value: "babs@jensen.org", type: "home" }], nickName: "Babs" },
  },
  {
    title: "removes one member",
    start: "staff",
    operations: [remove('members[value eq "2819c223-7f76-453a-919d-413861904646"]')],
    after: { members: [JAMES, KIM] },
  },
  { title: "removes all members", start: "staff", operations: [remove("members")], after: { members: null } },
  {
    title: "removes the work addresses of a domain",
    start: "ann",
    operations: [remove('emails[type eq "work" and value ew "example.com"]')],
    after: { emails: [HOME] },
  },
  {
    title: "removes one member and adds another",
    start: "staff",
    operations: [
      remove('members[value eq "08e1d05d-121c-4561-8b96-473d93df9210"]'),
      add("members", [{ value: "u-joy", display: "Joy" }]),
    ],
    after: { members: [BABS, KIM, { value: "u-joy", display: "Joy" }] },
  },
  {
    title: "removes all members and adds others",
    start: "staff",
    operations: [remove("members"), add("members", [BABS, JAMES])],
    after: { members: [BABS, JAMES] },
  },
  {
    title: "replaces all members",
    start: "staff",
    operations: [replace("members", [BABS, JAMES])],
    after: { members: [BABS, JAMES] },
  },
  {
    title: "replaces the work address",
    start: "ann",
    operations: [
      replace('addresses[type eq "work"]', {
        type: "work",
        streetAddress: "911 Universal City Plaza",
        locality: "Hollywood",
        region: "CA",
        postalCode: "91608",
        country: "US",
        formatted: "911 Universal City Plaza\nHollywood, CA 91608 US",
        primary: true,
      }),
    ],
    after: {
      addresses: [
        {
          ...OFFICE,
          streetAddress: "911 Universal City Plaza",
          formatted: "911 Universal City Plaza\nHollywood, CA 91608 US",
          primary: true,
        },
      ],
    },
  },
  {
    title: "replaces the street of the work address",
    start: "ann",
    operations: [replace('addresses[type eq "work"].streetAddress', "1010 Broadway Ave")],
    after: { addresses: [{ ...OFFICE, streetAddress: "1010 Broadway Ave" }] },
  },
  {
    title: "replaces several attributes without a path",
    start: "ann",
    operations: [
      replace(undefined, {
        emails: [
          { value: "bjensen@example.com", type: "work", primary: true },
          { value: "babs@jensen.org", type: "home" },
        ],
        nickname: "Babs",
      }),
    ],
    after: {
      emails: [
        { value: "bjensen@example.com", type: "work", primary: true },
        { value: "babs@jensen.org", type: "home" },
      ],
      nickName: "Babs",
    },
  },
];
