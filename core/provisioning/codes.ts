/** What Entra's provisioning logs call a failure, or why somebody was passed over. Other clients' are told by the same names. */
export type ProvisioningCode =
  /** The person has no value that an account could be matched by. */
  | "ImportSkipped"
  /** Out of scope, or nothing to change. */
  | "EntrySynchronizationSkipped"
  | "MandatoryFieldsMissing"
  /** The application says that a value is taken. */
  | "EntryConflict"
  /** Several accounts match one person. */
  | "DuplicateTargetEntries"
  /** One account matches several people. */
  | "DuplicateSourceEntries"
  /** The account that the person was linked to is gone. */
  | "InvalidAnchor"
  | "TooManyRequests"
  | "Timeout"
  | "UnprocessableEntity"
  /** A search that is to find one group at most finds several (F33). */
  | "SystemForCrossDomainIdentityManagementMultipleEntriesInResponse"
  /** The application answers with what the client cannot work with. */
  | "SystemForCrossDomainIdentityManagementServiceIncompatible"
  | "SystemForCrossDomainIdentityManagementInvalidCredentials";
