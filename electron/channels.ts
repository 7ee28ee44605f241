/** What the messages between the window and the main process are called. There are no others. */
export const channels = {
  /** Window to main, answered: a `CallRequest`; the answer is a `Reply`. */
  call: "rehearsal:call",
  /** Window to main: the id of a call to give up. */
  cancel: "rehearsal:cancel",
  /** Main to window: a `ContractEvent`. */
  event: "rehearsal:event",
} as const;
