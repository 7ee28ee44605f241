/** What a command ends with. */
export const EXIT = {
  /** Done; a login signed in. */
  done: 0,
  /** The simulation refused the login. */
  refused: 1,
  /** Bad input: arguments, files, wishes that make no sense. */
  badInput: 2,
  /** A fault in Rehearsal itself. */
  fault: 70,
  /** Given up with Ctrl+C: nothing was changed. 128 and the number of SIGINT, as shells count it. */
  cancelled: 130,
} as const;
