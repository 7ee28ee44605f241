import { type WordsOf, wordsOf } from "../../core/contract/product-words.ts";
import { useEditing } from "./editing.ts";

/** Whose words the settings of the application's provisioning are in, as they are being edited. */
export function useWordsOf(): WordsOf {
  const { draft, detail } = useEditing();
  return wordsOf(detail.preset?.product, draft.connection.provisioning);
}

/** What the parts of a provisioning are called. */
export interface ProductWords {
  readonly rows: string;
  readonly rowsText: string;
  /** Beside the number by which accounts are found. */
  readonly matching: string;
  readonly matchingUnit: string;
  readonly scope: string;
}

/** Where Entra and Okta have words of their own (entra-schema-format.md; okta-expressions.md), these are used. */
export const PRODUCT_WORDS: Readonly<Record<WordsOf, ProductWords>> = {
  entra: {
    rows: "Attribute mappings",
    rowsText:
      "From a person of the directory to the account, by the names of SCIM. Rows that match objects find the account that is there already, the lowest matching precedence first.",
    matching: "match objects using this attribute:",
    matchingUnit: "matching precedence",
    scope: "Not everybody who is assigned, but only people whom a scoping filter takes:",
  },
  okta: {
    rows: "Profile mapping",
    rowsText:
      "From the Okta profile to the application's, by the names of SCIM: what is pushed. Rows with a matching number find the account that is there already, the lowest first.",
    matching: "matching",
    matchingUnit: "",
    scope: "Pushed not for everybody who is assigned, but only for people for whom this holds:",
  },
  plain: {
    rows: "What is written",
    rowsText:
      "From a person of the directory to the account, by the names of SCIM whichever way it goes. Rows with a matching number find the account that is there already, the lowest first.",
    matching: "matching",
    matchingUnit: "",
    scope: "Not everybody who is assigned, but only people for whom this holds:",
  },
};
