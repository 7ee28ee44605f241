import type { Configuration } from "../../core/contract/methods.ts";
import { isSame, type SettingPath, showPath, writeSetting } from "./setting.ts";

/** Two settings, one on each side, that do not go together: a login would fail, or be weaker than somebody thinks. */
export interface Mismatch {
  /** The settings that it is about, as links write them: shown beside each. */
  readonly paths: readonly string[];
  readonly message: string;
  readonly fixes: readonly Fix[];
}

/** One way to make the two sides agree. */
export interface Fix {
  readonly words: string;
  readonly path: SettingPath;
  readonly value: unknown;
}

/** How an identity provider names itself: its origin is its issuer identifier. */
export interface ProviderNames {
  readonly origin: string;
  readonly entityId: string;
}

/** Everything about the two sides of a connection that does not go together, with the identity provider's names where they are known. */
export function findMismatches(
  { application, connection }: Configuration,
  provider?: ProviderNames,
): readonly Mismatch[] {
  const { saml: sp, oidc: rp } = application;
  return [
    ...(sp === undefined || connection.saml === undefined ? [] : samlMismatches(sp, connection.saml)),
    ...(rp === undefined || connection.oidc === undefined ? [] : oidcMismatches(rp, connection.oidc)),
    ...(provider === undefined ? [] : [...otherEntity(sp, provider.entityId), ...otherIssuer(rp, provider.origin)]),
  ];
}

/** A configuration with a fix carried out. */
export function applyFix(configuration: Configuration, { path, value }: Fix): Configuration {
  return writeSetting(configuration, path, value);
}

type Sp = NonNullable<Configuration["application"]["saml"]>;
type Saml = NonNullable<Configuration["connection"]["saml"]>;
type Rp = NonNullable<Configuration["application"]["oidc"]>;
type Oidc = NonNullable<Configuration["connection"]["oidc"]>;

const IDP_TAKES = "Let the identity provider use the same";
const APP_TAKES = "Let the application use the same";

function samlMismatches(sp: Sp, saml: Saml): readonly Mismatch[] {
  return [
    ...differ("saml/entityId", sp.entityId, "connection/saml/entityId", saml.entityId, "entityID"),
    ...samlAddress(sp, saml),
    ...nameIdFormat(sp, saml),
    ...signatures(sp, saml),
    ...encryption(sp, saml),
    ...signedRequests(sp, saml),
    ...(sp.forceAuthn && sp.isPassive
      ? [
          mismatch(
            ["saml/forceAuthn", "saml/isPassive"],
            "A fresh sign-in without interaction is hardly possible: such requests end with NoPassive.",
          ),
        ]
      : []),
  ];
}

function samlAddress(sp: Sp, saml: Saml): readonly Mismatch[] {
  if (saml.acsUrls.includes(sp.acsUrl)) return [];
  return [
    mismatch(
      ["saml/acsUrl", "connection/saml/acsUrls"],
      `The application takes responses at ${sp.acsUrl}, which the identity provider does not know.`,
      fix("Add it at the identity provider", ["connection", "saml", "acsUrls"], [...saml.acsUrls, sp.acsUrl]),
      fix(APP_TAKES, ["saml", "acsUrl"], saml.acsUrls[0]),
    ),
  ];
}

function nameIdFormat(sp: Sp, saml: Saml): readonly Mismatch[] {
  const { nameIdFormat: asked } = sp;
  const known = [saml.nameId.format, ...saml.allowedNameIdFormats];
  if (asked === undefined || asked === "unspecified" || known.includes(asked)) return [];
  return [
    mismatch(
      ["saml/nameIdFormat", "connection/saml/nameId/format"],
      `The application asks for a NameID of the format ${asked}, which the identity provider does not give it.`,
      fix("Allow it", ["connection", "saml", "allowedNameIdFormats"], [...saml.allowedNameIdFormats, asked]),
      fix(APP_TAKES, ["saml", "nameIdFormat"], saml.nameId.format),
    ),
  ];
}

const SIGNED_FOR: Readonly<Record<Sp["want"], readonly Saml["sign"][]>> = {
  assertionSigned: ["assertion", "both"],
  responseSigned: ["response", "both"],
  bothSigned: ["both"],
  eitherSigned: ["assertion", "response", "both"],
};

const WANT_OF = { assertion: "assertionSigned", response: "responseSigned", both: "bothSigned" } as const;

function signatures(sp: Sp, saml: Saml): readonly Mismatch[] {
  const fitting = SIGNED_FOR[sp.want];
  if (fitting.includes(saml.sign)) return [];
  return [
    mismatch(
      ["saml/want", "connection/saml/sign"],
      "The identity provider does not sign what the application wants signed.",
      fix("Let the identity provider sign it", ["connection", "saml", "sign"], fitting[0]),
      fix("Let the application want what is signed", ["saml", "want"], WANT_OF[saml.sign]),
    ),
  ];
}

function encryption(sp: Sp, saml: Saml): readonly Mismatch[] {
  const { encryptionCertificate: certificate } = saml;
  const own = sp.key?.certificate;
  const paths = ["saml/wantEncrypted", "connection/saml/encryptionCertificate"];
  const takeOwn =
    own === undefined
      ? []
      : [fix("Encrypt for the application's key", ["connection", "saml", "encryptionCertificate"], own)];
  if (sp.wantEncrypted && certificate === undefined) {
    return [mismatch(paths, "The application wants assertions encrypted, and they are not.", ...takeOwn)];
  }
  if (certificate === undefined || samePem(certificate, own)) return [];
  const why = own === undefined ? "the application has no key of its own" : "that is not the application's key";
  return [mismatch(paths, `Assertions are encrypted, but ${why}: it cannot read them.`, ...takeOwn)];
}

function signedRequests(sp: Sp, saml: Saml): readonly Mismatch[] {
  const paths = ["saml/signRequests", "connection/saml/requireSignedRequests"];
  const own = sp.key?.certificate;
  if (saml.requireSignedRequests && !sp.signRequests) {
    return [
      mismatch(
        paths,
        "The identity provider requires signed requests, and the application does not sign them.",
        fix("Let the application sign them", ["saml", "signRequests"], true),
        fix("Require none", ["connection", "saml", "requireSignedRequests"], false),
      ),
    ];
  }
  if (sp.signRequests && own === undefined) {
    return [mismatch(["saml/signRequests", "saml/key"], "The application signs its requests, but has no key.")];
  }
  const isKnown = own !== undefined && saml.requestCertificates.some((each) => samePem(each, own));
  if (!sp.signRequests || !saml.requireSignedRequests || isKnown) return [];
  return [
    mismatch(
      ["saml/key", "connection/saml/requestCertificates"],
      "The application signs with a key whose certificate the identity provider does not know.",
      fix("Add its certificate", ["connection", "saml", "requestCertificates"], [...saml.requestCertificates, own]),
    ),
  ];
}

function oidcMismatches(rp: Rp, oidc: Oidc): readonly Mismatch[] {
  return [
    ...differ("oidc/clientId", rp.clientId, "connection/oidc/clientId", oidc.clientId, "client ID"),
    ...oidcAddress(rp, oidc),
    ...differ(
      "oidc/clientAuthentication",
      rp.clientAuthentication,
      "connection/oidc/clientAuthentication",
      oidc.clientAuthentication,
      "way to authenticate",
    ),
    ...pkce(rp, oidc),
    ...scopes(rp, oidc),
    ...algorithms(rp, oidc),
  ];
}

function otherEntity(sp: Sp | undefined, entityId: string): readonly Mismatch[] {
  return sp === undefined ? [] : trustsAnother(sp.trust.entityId, entityId, ["saml", "trust", "entityId"]);
}

function otherIssuer(rp: Rp | undefined, issuer: string): readonly Mismatch[] {
  return rp === undefined ? [] : trustsAnother(rp.issuer, issuer, ["oidc", "issuer"]);
}

/** The application trusts a name that is not the identity provider's. */
function trustsAnother(trusted: string, name: string, path: SettingPath): readonly Mismatch[] {
  if (trusted === name) return [];
  return [
    mismatch(
      [showPath(path)],
      `The application trusts ${trusted}, and this identity provider is ${name}.`,
      fix("Trust this identity provider", path, name),
    ),
  ];
}

function oidcAddress(rp: Rp, oidc: Oidc): readonly Mismatch[] {
  if (oidc.redirectUris.includes(rp.redirectUri)) return [];
  return [
    mismatch(
      ["oidc/redirectUri", "connection/oidc/redirectUris"],
      `The application wants the code sent to ${rp.redirectUri}, which the identity provider does not know.`,
      fix(
        "Add it at the identity provider",
        ["connection", "oidc", "redirectUris"],
        [...oidc.redirectUris, rp.redirectUri],
      ),
      fix(APP_TAKES, ["oidc", "redirectUri"], oidc.redirectUris[0]),
    ),
  ];
}

function pkce(rp: Rp, oidc: Oidc): readonly Mismatch[] {
  if (!oidc.requirePkce || rp.pkce) return [];
  return [
    mismatch(
      ["oidc/pkce", "connection/oidc/requirePkce"],
      "The identity provider requires PKCE, and the application does not use it.",
      fix("Let the application use it", ["oidc", "pkce"], true),
      fix("Require none", ["connection", "oidc", "requirePkce"], false),
    ),
  ];
}

function scopes(rp: Rp, oidc: Oidc): readonly Mismatch[] {
  const granted: readonly string[] = oidc.scopes;
  const refused = rp.scopes.filter((scope) => !granted.includes(scope));
  if (refused.length === 0) return [];
  const some = rp.scopes.filter((scope) => granted.includes(scope));
  return [
    mismatch(
      ["oidc/scopes", "connection/oidc/scopes"],
      `The application asks for ${refused.join(", ")}, which the identity provider does not grant it.`,
      ...(some.length === 0 ? [] : [fix("Ask for what is granted only", ["oidc", "scopes"], some)]),
    ),
  ];
}

function algorithms(rp: Rp, oidc: Oidc): readonly Mismatch[] {
  if (rp.algorithms.includes(oidc.idTokenAlgorithm)) return [];
  return [
    mismatch(
      ["oidc/algorithms", "connection/oidc/idTokenAlgorithm"],
      `ID tokens are signed by ${oidc.idTokenAlgorithm}, which the application does not accept.`,
      fix("Let the application accept it", ["oidc", "algorithms"], [...rp.algorithms, oidc.idTokenAlgorithm]),
      fix(IDP_TAKES, ["connection", "oidc", "idTokenAlgorithm"], rp.algorithms[0]),
    ),
  ];
}

/** Two values that must be the same. */
function differ(
  appPath: string,
  ofApplication: string,
  idpPath: string,
  ofProvider: string,
  what: string,
): readonly Mismatch[] {
  if (isSame(ofApplication, ofProvider)) return [];
  return [
    mismatch(
      [appPath, idpPath],
      `The identity provider knows another ${what} (${ofProvider}) than the application uses (${ofApplication}).`,
      fix(IDP_TAKES, idpPath.split("/"), ofApplication),
      fix(APP_TAKES, appPath.split("/"), ofProvider),
    ),
  ];
}

function mismatch(paths: readonly string[], message: string, ...fixes: readonly Fix[]): Mismatch {
  return { paths, message, fixes };
}

function fix(words: string, path: SettingPath, value: unknown): Fix {
  return { words, path, value };
}

/** Line ends and spaces around it are no part of a certificate. */
function samePem(left: string, right: string | undefined): boolean {
  const bare = (pem: string): string => pem.replaceAll(/\s/g, "");
  return right !== undefined && bare(left) === bare(right);
}
