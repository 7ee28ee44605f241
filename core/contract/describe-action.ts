/** Actions in words, for views as for journals. */
export { type ActionNames, describeAction, describeMinutes } from "../store/describe-action.ts";
