/** Takes back a piece of work that has not been begun. */
export type CallOff = () => void;

/**
 * Does a piece of work once everybody waits for something else, such as a signature that is made on another thread. For
 * work that is due in any case: nothing may depend on when this comes about, or whether it does.
 */
export function whenIdle(work: () => void): CallOff {
  const planned = setImmediate(work);
  return () => clearImmediate(planned);
}
