import type { DialectId } from "../expression/dialect.ts";

/** An expression, and the same in JSONata. */
export interface ExpressionCase {
  readonly text: string;
  readonly jsonata: string;
}

/** Ten for each language, of the kinds that mappings are made of: copies, texts, choices, defaults. */
export const EXPRESSION_CASES: Readonly<Record<DialectId, readonly ExpressionCase[]>> = {
  entra: [
    { text: "[mail]", jsonata: "mail" },
    { text: "ToLower([mail])", jsonata: "$lowercase(mail)" },
    { text: 'Join(" ", [givenName], [surname])', jsonata: '$join([givenName, surname], " ")' },
    { text: "Left([givenName], 1)", jsonata: "$substring(givenName, 0, 1)" },
    { text: "Mid([surname], 2, 3)", jsonata: "$substring(surname, 1, 3)" },
    {
      text: 'Switch([department], "Other", "Engineering", "ENG", "Sales", "SAL")',
      jsonata: 'department = "Engineering" ? "ENG" : department = "Sales" ? "SAL" : "Other"',
    },
    { text: 'IIF([country]="DE", "Germany", [country])', jsonata: 'country = "DE" ? "Germany" : country' },
    {
      text: 'Replace([mail], "@acme.test", , , "@acme.example", , )',
      jsonata: '$replace(mail, "@acme.test", "@acme.example")',
    },
    {
      text: 'ToLower(Append(Append(Left([givenName], 1), "."), [surname]))',
      jsonata: '$lowercase($substring(givenName, 0, 1) & "." & surname)',
    },
    { text: 'Coalesce([mobile], [telephoneNumber], "none")', jsonata: '[mobile, telephoneNumber, "none"][0]' },
  ],
  okta: [
    { text: "user.mail", jsonata: "mail" },
    { text: "String.toLowerCase(user.mail)", jsonata: "$lowercase(mail)" },
    { text: 'user.givenName + " " + user.surname', jsonata: 'givenName & " " & surname' },
    { text: "String.substring(user.givenName, 0, 1)", jsonata: "$substring(givenName, 0, 1)" },
    { text: 'String.substringBefore(user.mail, "@")', jsonata: '$substringBefore(mail, "@")' },
    {
      text: 'user.department == "Engineering" ? "ENG" : user.department == "Sales" ? "SAL" : "Other"',
      jsonata: 'department = "Engineering" ? "ENG" : department = "Sales" ? "SAL" : "Other"',
    },
    {
      text: 'String.replace(user.mail, "acme.test", "acme.example")',
      jsonata: '$replace(mail, "acme.test", "acme.example")',
    },
    {
      text: 'String.toLowerCase(String.substring(user.givenName, 0, 1) + "." + user.surname)',
      jsonata: '$lowercase($substring(givenName, 0, 1) & "." & surname)',
    },
    { text: 'String.stringContains(user.mail, "acme")', jsonata: '$contains(mail, "acme")' },
    { text: 'user.mobile ?: "none"', jsonata: '[mobile, "none"][0]' },
  ],
  "okta-ie": [
    { text: "user.profile.mail", jsonata: "mail" },
    { text: "user.profile.mail.toLowerCase()", jsonata: "$lowercase(mail)" },
    { text: 'user.profile.givenName + " " + user.profile.surname', jsonata: 'givenName & " " & surname' },
    { text: "user.profile.givenName.substring(0, 1)", jsonata: "$substring(givenName, 0, 1)" },
    { text: 'user.profile.mail.substringBefore("@")', jsonata: '$substringBefore(mail, "@")' },
    {
      text: 'user.profile.department == "Engineering" ? "ENG" : user.profile.department == "Sales" ? "SAL" : "Other"',
      jsonata: 'department = "Engineering" ? "ENG" : department = "Sales" ? "SAL" : "Other"',
    },
    {
      text: 'user.profile.mail.replace("acme.test", "acme.example")',
      jsonata: '$replace(mail, "acme.test", "acme.example")',
    },
    {
      text: '(user.profile.givenName.substring(0, 1) + "." + user.profile.surname).toLowerCase()',
      jsonata: '$lowercase($substring(givenName, 0, 1) & "." & surname)',
    },
    { text: 'user.profile.mail.contains("acme")', jsonata: '$contains(mail, "acme")' },
    { text: "user.profile.surname.length()", jsonata: "$length(surname)" },
  ],
  "okta-template": [
    { text: "${source.mail}", jsonata: "mail" },
    { text: "${fn:toLowerCase(source.mail)}", jsonata: "$lowercase(mail)" },
    { text: '${fn:substringBefore(source.mail, "@")}', jsonata: '$substringBefore(mail, "@")' },
    { text: '${fn:substringAfter(source.mail, "@")}', jsonata: '$substringAfter(mail, "@")' },
    { text: "${source.givenName}.${source.surname}", jsonata: 'givenName & "." & surname' },
    { text: "${source.givenName}@acme.example", jsonata: 'givenName & "@acme.example"' },
    { text: "x-${source.surname}", jsonata: '"x-" & surname' },
    { text: "${fn:toUpperCase(source.department)}", jsonata: "$uppercase(department)" },
    { text: "${source.country}-${source.department}", jsonata: 'country & "-" & department' },
    {
      text: "${fn:toLowerCase(source.surname)}.${fn:toLowerCase(source.givenName)}",
      jsonata: '$lowercase(surname) & "." & $lowercase(givenName)',
    },
  ],
};
