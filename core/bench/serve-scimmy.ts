import { randomUUID } from "node:crypto";
import { createServer, type Server } from "node:http";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";
import type { ScimObject } from "../scim/resource.ts";
import { BENCH_TOKEN } from "./scim-users.ts";

/** scimmy's server: there can be one in a thread, since it keeps its resources in globals. */
export interface ScimmyServer {
  readonly server: Server;
  /** Ids of the users that it began with, in their order. */
  readonly ids: readonly string[];
  /** Goes back to these users. */
  reset(): void;
}

type StoredUser = InstanceType<typeof SCIMMY.Schemas.User> & { readonly id: string };

/** What its handlers keep: users by their ids, and an index of their names, which know no case. */
interface Store {
  byId: Map<string, StoredUser>;
  byUserName: Map<string, StoredUser>;
}

/** Express as it is, with scimmy's routers and nothing else. Both servers send entity tags, and ask for a bearer token. */
export async function serveScimmy(users: readonly ScimObject[]): Promise<ScimmyServer> {
  const store: Store = { byId: new Map(), byUserName: new Map() };
  const { User } = SCIMMY.Resources;
  User.ingress((resource, instance) => keep(store, resource.id, instance as StoredUser));
  User.egress((resource) => (resource.id === undefined ? search(store, resource.filter) : find(store, resource.id)));
  SCIMMY.Resources.declare(User).extend(SCIMMY.Schemas.EnterpriseUser, false);
  for (const user of users) await new User().write(user);
  const initial: Store = { byId: new Map(store.byId), byUserName: new Map(store.byUserName) };
  const app = express();
  app.use(
    "/scim/v2",
    new SCIMMYRouters({ type: "bearer", handler: ({ headers }) => checkToken(headers.authorization) }),
  );
  return {
    server: createServer(app),
    ids: [...initial.byId.keys()],
    reset() {
      store.byId = new Map(initial.byId);
      store.byUserName = new Map(initial.byUserName);
    },
  };
}

function checkToken(field: string | undefined): string {
  if (field !== `Bearer ${BENCH_TOKEN}`) throw new TypeError("The bearer token is wrong.");
  return "client";
}

function find({ byId }: Store, id: string): StoredUser {
  const user = byId.get(id);
  if (user === undefined) throw new SCIMMY.Types.Error(404, "", `There is no user ${id}.`);
  return user;
}

/** `userName eq` by the index, anything else by what scimmy has for filters. */
function search(
  { byId, byUserName }: Store,
  filter: InstanceType<typeof SCIMMY.Types.Filter> | undefined,
): StoredUser[] {
  if (filter === undefined) return [...byId.values()];
  const name = userNameIn([...filter]);
  if (name === undefined) return filter.match([...byId.values()]);
  const user = byUserName.get(name.toLowerCase());
  return user === undefined ? [] : [user];
}

/** The name of a filter that is `userName eq` and nothing else: scimmy has `[{userName: ["eq", name]}]` for it. */
function userNameIn([first, ...others]: readonly unknown[]): string | undefined {
  if (others.length > 0 || typeof first !== "object" || first === null) return undefined;
  const [test, ...more] = Object.entries(first);
  if (more.length > 0 || test?.[0] !== "userName" || !Array.isArray(test[1])) return undefined;
  const [operator, name]: readonly unknown[] = test[1];
  return operator === "eq" ? String(name) : undefined;
}

function keep({ byId, byUserName }: Store, id: string | undefined, instance: StoredUser): StoredUser {
  const before = id === undefined ? undefined : byId.get(id);
  const key = instance.userName.toLowerCase();
  const taken = byUserName.get(key);
  if (taken !== undefined && taken !== before) throw new SCIMMY.Types.Error(409, "uniqueness", "The name is taken.");
  const now = new Date().toISOString();
  const meta = { ...instance.meta, created: before?.meta.created ?? now, lastModified: now };
  const user = { ...instance, id: id ?? randomUUID(), meta } as unknown as StoredUser;
  if (before !== undefined) byUserName.delete(before.userName.toLowerCase());
  byId.set(user.id, user);
  byUserName.set(key, user);
  return user;
}
