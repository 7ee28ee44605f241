/** What came of provisioning one application. */
export interface CycleSummary {
  readonly changed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unchanged: number;
  /** Why nothing or not everything was done: quarantine and the like. */
  readonly problem?: string;
}
