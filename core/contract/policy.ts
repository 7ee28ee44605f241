/**
 * A policy in words, for a policy that is still being edited: pure, and free of anything that a browser lacks. What an
 * engine says of a saved policy is the same text.
 */
export { describeMember, describePolicy, type PolicySentence } from "../jit/sentences.ts";
