import type { PersonName } from "./names.ts";

/** Names that programs get wrong, by what is awkward about them. Several of each, for larger companies. */

export const APOSTROPHES: readonly PersonName[] = [
  { given: "Sinéad", surname: "O'Brien" },
  { given: "Chiara", surname: "D'Angelo" },
  { given: "N'Golo", surname: "Ndiaye" },
  { given: "Ciarán", surname: "O’Neill" },
];

export const DIACRITICS: readonly PersonName[] = [
  { given: "Zoë", surname: "Škvorecká" },
  { given: "Łukasz", surname: "Wiśniewski" },
  { given: "Thị Hồng", surname: "Nguyễn" },
  { given: "Søren", surname: "Ægidius" },
  { given: "Jürgen", surname: "Weiß" },
];

/** Letters and their marks apart (Unicode normalisation form D), as some systems store them. */
export const DECOMPOSED: readonly PersonName[] = [
  { given: "René".normalize("NFD"), surname: "Müller".normalize("NFD") },
  { given: "Agnès".normalize("NFD"), surname: "Bäckström".normalize("NFD") },
];

export const OTHER_SCRIPTS: readonly PersonName[] = [
  { given: "小明", surname: "王" },
  { given: "Дмитрий", surname: "Соколов" },
  { given: "محمد", surname: "العلي" },
  { given: "さくら", surname: "田中" },
  { given: "Ελένη", surname: "Παπαδοπούλου" },
  { given: "שרה", surname: "לוי" },
  { given: "अनन्या", surname: "शर्मा" },
  { given: "지우", surname: "김" },
];

/** Longer than the 64 characters that many applications take. */
export const VERY_LONG: readonly PersonName[] = [
  {
    given: "Maximiliane Alexandra Konstantina Philippa Theodora",
    surname: "von und zu Hohenstein-Wallersdorff-Traunfels-Rechtenbach-Lichtenau",
  },
  {
    given: "Pedro Afonso Cristiano Leopoldo Salvador Miguel Rafael",
    surname: "de Alcântara Bragança de Albuquerque e Vasconcelos Figueiredo",
  },
];

export const ONE_LETTER: readonly PersonName[] = [
  { given: "Amara", surname: "O" },
  { given: "U", surname: "Aye" },
  { given: "Ebba", surname: "Å" },
];

export const ONE_NAME: readonly PersonName[] = [{ given: "Sukarti" }, { given: "Suharto" }, { given: "Tenzin" }];

/** Each is the name of two people. */
export const COMMON_NAMES: readonly PersonName[] = [
  { given: "Maria", surname: "Silva" },
  { given: "Wei", surname: "Zhang" },
  { given: "Anna", surname: "Schmidt" },
];

/** Turkish has an i with a dot and one without, in capitals too: changing case is not the same everywhere. */
export const DOTTED_I: readonly PersonName[] = [
  { given: "İpek", surname: "Işık" },
  { given: "Işıl", surname: "İnanç" },
];
