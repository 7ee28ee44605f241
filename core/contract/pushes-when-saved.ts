export { pushesWhenSaved } from "../provisioning/request-settings.ts";
