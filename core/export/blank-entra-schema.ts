import type { Application } from "../sp/application.ts";

const USER = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** A mapping as Entra writes it, with what it writes when nothing else is said (entra-schema-format.md). */
export function buildAttributeMapping(
  targetAttributeName: string,
  source: unknown,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return {
    defaultValue: null,
    exportMissingReferences: false,
    flowBehavior: "FlowWhenChanged",
    flowType: "Always",
    matchingPriority: 0,
    source,
    targetAttributeName,
    ...more,
  };
}

function attribute(name: string): unknown {
  return { type: "Attribute", name, expression: `[${name}]`, parameters: [] };
}

/** The mapping of groups that an application in no gallery begins with. */
export const GROUP_MAPPING: Readonly<Record<string, unknown>> = {
  enabled: true,
  flowTypes: "Add,Update,Delete",
  name: "Provision Groups",
  sourceObjectName: "Group",
  targetObjectName: GROUP,
  metadata: [],
  scope: null,
  attributeMappings: [
    buildAttributeMapping("displayName", attribute("displayName"), { matchingPriority: 1 }),
    buildAttributeMapping("externalId", attribute("objectId")),
    buildAttributeMapping("members", attribute("members")),
  ],
};

/** The schema of an application in no gallery without any mapping of an attribute. */
export function buildBlankSchema({ id }: Pick<Application, "id">): Readonly<Record<string, unknown>> {
  return {
    id: `scim.${id}`,
    version: "1.0",
    synchronizationRules: [
      {
        editable: true,
        id: "rule-1",
        name: "USER_OUTBOUND_USER",
        priority: 1,
        sourceDirectoryName: "Azure Active Directory",
        targetDirectoryName: "customappsso",
        metadata: [],
        objectMappings: [
          {
            enabled: true,
            flowTypes: "Add,Update,Delete",
            name: "Provision Users",
            sourceObjectName: "User",
            targetObjectName: USER,
            metadata: [],
            scope: null,
            attributeMappings: [],
          },
        ],
      },
    ],
    directories: [],
  };
}
