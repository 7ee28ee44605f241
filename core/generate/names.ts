/** What people of a made-up company are called and do. Whoever comes of it is nobody. */

/** A person's name; some have but one. */
export interface PersonName {
  readonly given: string;
  readonly surname?: string;
}

/** Common given names of many countries. */
export const GIVEN_NAMES: readonly string[] = words(
  "Aaliyah Adam Aiko Alejandra Amara Amir Ana Anders Anika Arjun Astrid Aylin Beatriz Bilal Camila Chidi Daniel Dara Diego Elif Emeka Emma Esther Farah Felix Freya Gabriel Giulia Hana Hassan Helena Hugo Imani Ines Isla Ivan Jasmin Jonas Julia Kaito Karin Khalid Klara Lars Laila Leon Lin Lucia Malik Maria Mateo Mei Milan Mina Nadia Nils Noor Olga Omar Paulo Petra Rafael Rania Ravi Rosa Samir Sanna Selma Simon Sofie Stella Tariq Thea Tomoko Uma Valentin Vera Wei Yara Yusuf",
);

/** Common surnames of as many. */
export const SURNAMES: readonly string[] = words(
  "Abebe Adeyemi Ahmed Almeida Andersen Aydin Bakker Banerjee Barbosa Bauer Bianchi Boateng Bondarenko Brown Castillo Chen Cohen Costa Dahl Demir Diallo Dubois Eriksen Estrada Farouk Fernandes Fischer Fofana Fujita Garcia Gomez Gruber Gupta Haddad Hansen Hoang Hughes Ibrahim Ivanova Jansen Jensen Kaya Keller Khan Kim Kowalski Kumar Laurent Lee Lopez Mansour Martin Meyer Moreau Mwangi Nakamura Nguyen Nowak Nyberg Okafor Olsen Osman Park Patel Perez Petrov Quist Rahman Ricci Rossi Santos Sato Schmidt Sharma Silva Singh Suzuki Tanaka Torres Usman Varga Virtanen Wagner Walsh Weber Yamamoto Yilmaz Zhang Ziegler",
);

/** A department: its group, its name, and what people in it do. */
export interface Department {
  readonly group: string;
  readonly name: string;
  readonly titles: readonly string[];
}

export const DEPARTMENTS: readonly Department[] = [
  { group: "g-engineering", name: "Engineering", titles: ["Engineer", "Senior Engineer", "Test Engineer"] },
  { group: "g-sales", name: "Sales", titles: ["Account Manager", "Sales Assistant"] },
  { group: "g-support", name: "Support", titles: ["Support Agent", "Support Engineer"] },
  { group: "g-operations", name: "Operations", titles: ["Operator", "Planner", "Site Technician"] },
  { group: "g-finance", name: "Finance", titles: ["Accountant", "Controller"] },
  { group: "g-people", name: "People", titles: ["Recruiter", "Payroll Specialist"] },
  { group: "g-legal", name: "Legal", titles: ["Counsel", "Paralegal"] },
];

export const LANGUAGES: readonly string[] = words("en-GB de-DE fr-FR es-ES pt-BR ja-JP tr-TR");

export const COMPANY = "Meridian";

/** Everybody's addresses; `.test` never leads anywhere (RFC 6761, section 6.2). */
export const DOMAIN = "meridian.test";

function words(text: string): readonly string[] {
  return text.split(" ");
}
