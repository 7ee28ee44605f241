import type { Case } from "./case.ts";

const ADMIN = '{"id":"r1","value":"Admin","displayName":"Administrator"}';
const ONE_ROLE = /^(Admin|Reader)$/;
const READER = '{"id":"r2","value":"Reader","displayName":"Reader"}';

/** Many values, numbers, roles, unique values and legacy names: entra-expressions.md, section 2. */
export const ROLE_CASES: readonly Case[] = [
  ["Count", "normal", "Count([proxyAddresses])", 2, "§2 [D]"],
  ["Count", "null", "Count([absent])", 0, "§2 [I]"],
  ["Count", "empty", "Count([empty])", 1, "§2 [I] an empty text is a value"],
  ["Count", "many", "Count([many])", 4, "§2 [D]"],
  ["Count", "boundary", "Count([none])", 0, "§2"],
  ["Count", "boundary", "Count([mail])", 1, "§2 [I]"],
  ["Count", "error", "Count()", { error: "EXPRESSION_WRONG_ARITY" }, "§2"],

  ["Item", "normal", "Item([proxyAddresses],1)", "SMTP:john@contoso.com", "§2 [E]"],
  ["Item", "normal", 'Item(Split("a,b",","),"2")', "b", "§2 [D] counted from 1"],
  ["Item", "null", "Item([absent],1)", undefined, "§2 [I]"],
  ["Item", "empty", "Item([empty],1)", "", "§2"],
  ["Item", "many", "Item([many],2)", "a", "§2 [D]"],
  ["Item", "boundary", "Item([two],3)", undefined, "§2 [I] beyond the last"],
  ["Item", "error", "Item([two],0)", { error: "EXPRESSION_OUT_OF_RANGE" }, "§2 [D] 0 must not be used"],

  ["RemoveDuplicates", "normal", "RemoveDuplicates([many])", ["b", "a", "B"], "§2 [D]; case [I]"],
  ["RemoveDuplicates", "null", "RemoveDuplicates([absent])", undefined, "§2 [I]"],
  ["RemoveDuplicates", "empty", "RemoveDuplicates([empty])", "", "§2 [I]"],
  ["RemoveDuplicates", "many", "RemoveDuplicates([two])", ["one", "two"], "§2 [D]"],
  ["RemoveDuplicates", "boundary", "RemoveDuplicates([none])", [], "§2"],
  ["RemoveDuplicates", "error", "RemoveDuplicates()", { error: "EXPRESSION_WRONG_ARITY" }, "§2"],

  ["BitAnd", "normal", "BitAnd(&HF,&HF7)", 7, "§2 [E]"],
  ["BitAnd", "normal", 'BitAnd("6","3")', 2, "§1 [E] quoted numbers"],
  ["BitAnd", "null", "BitAnd([absent],1)", { error: "EXPRESSION_NOT_A_NUMBER" }, "§1"],
  ["BitAnd", "empty", "BitAnd([empty],1)", { error: "EXPRESSION_NOT_A_NUMBER" }, "§1"],
  ["BitAnd", "many", "BitAnd([two],1)", { error: "EXPRESSION_MANY_VALUES" }, "§1 [I]"],
  ["BitAnd", "boundary", "BitAnd(4294967295,4294967297)", 1, "§2 beyond 32 bits"],
  ["BitAnd", "boundary", "BitAnd(-1,&HFFFFFFFFFFFFFFF)", "1152921504606846975", "§2 64 bits"],
  ["BitAnd", "error", "BitAnd([surname],1)", { error: "EXPRESSION_NOT_A_NUMBER" }, "§1"],

  ["CStr", "normal", 'CStr("cn=Joe,dc=contoso,dc=com")', "cn=Joe,dc=contoso,dc=com", "§2 [E]"],
  ["CStr", "normal", "CStr([count])", "42", "§2 [D]"],
  ["CStr", "null", "CStr([absent])", undefined, "§2 [I]"],
  ["CStr", "empty", "CStr([empty])", "", "§2"],
  ["CStr", "many", "CStr([two])", { error: "EXPRESSION_MANY_VALUES" }, "§1 [I]"],
  ["CStr", "boundary", "CStr([yes])", "True", "§1 booleans"],
  ["CStr", "boundary", 'CStr(CDate("2024-02-29"))', "2/29/2024 12:00:00 AM", "§2 Dates"],
  ["CStr", "error", "CStr()", { error: "EXPRESSION_WRONG_ARITY" }, "§2"],

  [
    "SingleAppRoleAssignment",
    "normal",
    "SingleAppRoleAssignment([appRoleAssignments])",
    { like: ONE_ROLE },
    "§2 [D] no guarantee which",
  ],
  [
    "SingleAppRoleAssignment",
    "normal",
    "ToUpper(SingleAppRoleAssignment([appRoleAssignments]))",
    { like: /^(ADMIN|READER)$/ },
    "§2",
  ],
  ["SingleAppRoleAssignment", "null", "SingleAppRoleAssignment([absent])", undefined, "§2 [I]"],
  ["SingleAppRoleAssignment", "empty", "SingleAppRoleAssignment([empty])", { error: "EXPRESSION_TYPE_CLASH" }, "§2"],
  ["SingleAppRoleAssignment", "many", "SingleAppRoleAssignment([two])", { error: "EXPRESSION_TYPE_CLASH" }, "§2"],
  ["SingleAppRoleAssignment", "boundary", "SingleAppRoleAssignment([none])", undefined, "§2 [I]"],
  ["SingleAppRoleAssignment", "error", "SingleAppRoleAssignment()", { error: "EXPRESSION_WRONG_ARITY" }, "§2"],

  ...["AppRoleAssignmentsComplex", "AssertiveAppRoleAssignmentsComplex"].flatMap((name): readonly Case[] => [
    [name, "normal", `${name}([appRoleAssignments])`, [ADMIN, READER], "§2 [D]"],
    [name, "null", `${name}([absent])`, undefined, "§2 [I]"],
    [name, "empty", `${name}([empty])`, { error: "EXPRESSION_TYPE_CLASH" }, "§2"],
    [name, "many", `${name}([two])`, { error: "EXPRESSION_TYPE_CLASH" }, "§2"],
    [name, "boundary", `Count(${name}([appRoleAssignments]))`, 2, "§2"],
    [name, "boundary", `Item(${name}([appRoleAssignments]),2)`, READER, "§2"],
    [name, "error", `${name}("Admin")`, { error: "EXPRESSION_TYPE_CLASH" }, "§2"],
  ]),

  [
    "AppRoleAssignments",
    "normal",
    "AppRoleAssignments([appRoleAssignments])",
    ["Admin", "Reader"],
    "§2 legacy [J], [I]",
  ],
  ["AppRoleAssignments", "normal", 'Join(";",AppRoleAssignments([appRoleAssignments]))', "Admin;Reader", "§2 legacy"],
  ["AppRoleAssignments", "null", "AppRoleAssignments([absent])", undefined, "§2 [I]"],
  ["AppRoleAssignments", "empty", "AppRoleAssignments([empty])", { error: "EXPRESSION_TYPE_CLASH" }, "§2"],
  ["AppRoleAssignments", "many", "AppRoleAssignments([two])", { error: "EXPRESSION_TYPE_CLASH" }, "§2"],
  ["AppRoleAssignments", "boundary", "Count(AppRoleAssignments([appRoleAssignments]))", 2, "§2"],

  [
    "SelectUniqueValue",
    "normal",
    'SelectUniqueValue("Jo.Doe@contoso.com","x@contoso.com")',
    "Jo.Doe@contoso.com",
    "§2 [D]",
  ],
  [
    "SelectUniqueValue",
    "normal",
    'SelectUniqueValue("John.Doe@contoso.com","J.Doe@contoso.com","Jo.Doe@contoso.com")',
    { value: "Jo.Doe@contoso.com", effects: ["nextUnique"] },
    "§2 [D]",
  ],
  ["SelectUniqueValue", "null", 'SelectUniqueValue([absent],"x@contoso.com")', "x@contoso.com", "§2 [I]"],
  ["SelectUniqueValue", "empty", "SelectUniqueValue([empty],[absent])", undefined, "§2 [I]"],
  ["SelectUniqueValue", "many", 'SelectUniqueValue([two],"x")', { error: "EXPRESSION_MANY_VALUES" }, "§1 [I]"],
  [
    "SelectUniqueValue",
    "boundary",
    'SelectUniqueValue("John.Doe@contoso.com","J.Doe@contoso.com")',
    { effects: ["escrow"] },
    "§2 [D] all taken",
  ],
  [
    "SelectUniqueValue",
    "error",
    'ToLower(SelectUniqueValue("a","b"))',
    { error: "EXPRESSION_WRONG_CONTEXT" },
    "§2 [D] top level only",
  ],
  ["SelectUniqueValue", "error", 'SelectUniqueValue("a")', { error: "EXPRESSION_WRONG_ARITY" }, "§2 [D] two at least"],

  ["DefaultDomain", "normal", "DefaultDomain()", "contoso.onmicrosoft.com", "§2 legacy [J]"],
  ["DefaultDomain", "normal", 'Join("@",[surname],DefaultDomain())', "Doe@contoso.onmicrosoft.com", "§2 legacy [J]"],
  ["DefaultDomain", "null", "IsNull(DefaultDomain())", false, "§2 legacy"],
  ["DefaultDomain", "empty", 'Append("",DefaultDomain())', "contoso.onmicrosoft.com", "§2 legacy"],
  ["DefaultDomain", "boundary", "ToUpper(DefaultDomain())", "CONTOSO.ONMICROSOFT.COM", "§2 legacy"],
  ["DefaultDomain", "error", 'DefaultDomain("x")', { error: "EXPRESSION_WRONG_ARITY" }, "§2 legacy"],
];
