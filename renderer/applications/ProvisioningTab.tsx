import { useAnswer } from "../connection/use-answer.ts";
import { useEditing } from "./editing.ts";
import { ProvisioningRows } from "./ProvisioningRows.tsx";
import { ProvisioningStanding } from "./ProvisioningStanding.tsx";
import { ScimServer } from "./ScimServer.tsx";
import { useSettingInView } from "./use-setting-in-view.ts";
import { WayPicker } from "./WayPicker.tsx";
import { WaySettings } from "./WaySettings.tsx";
import "./provisioning.css";

/** How accounts come to be apart from logins, and the application's own SCIM server. */
export function ProvisioningTab() {
  useSettingInView();
  const { workspace, draft } = useEditing();
  const { value: lifecycle } = useAnswer("lifecycle.read", { workspace });
  const standing = lifecycle?.applications.find(({ application }) => application === draft.application.id);
  const { provisioning } = draft.connection;
  return (
    <div className="provisioning">
      <WayPicker standing={standing} />
      {standing === undefined || lifecycle === undefined ? null : (
        <ProvisioningStanding standing={standing} clock={lifecycle.clock} />
      )}
      {provisioning === undefined ? null : (
        <>
          <WaySettings provisioning={provisioning} />
          <ProvisioningRows provisioning={provisioning} />
        </>
      )}
      <ScimServer />
    </div>
  );
}
