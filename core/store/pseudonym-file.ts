import type { Workspace } from "./workspace.ts";

/** Replaces the names of files that were imported: whoever named one may have named a person or a company. */
export interface FilePseudonymiser {
  /** Meets the files of a workspace, so that each is known wherever it is mentioned later. */
  learn(workspace: Workspace): void;
  /** A sentence with other names for the files that it mentions. */
  mention(text: string): string;
  /** The workspace with other names for where its people and accounts come from. */
  replace(workspace: Workspace): Workspace;
}

/** Files become `import-1`, `import-2`, the same each time for the same. */
export function createFilePseudonymiser(): FilePseudonymiser {
  const names = new Map<string, string>();
  const of = (name: string): string => {
    const known = names.get(name) ?? `import-${names.size + 1}`;
    names.set(name, known);
    return known;
  };
  return {
    learn(workspace) {
      for (const name of filesIn(workspace)) of(name);
    },
    mention: (text) =>
      [...names].reduce(
        (said, [name, other]) => (name.includes(".") ? said.replaceAll(name, () => other) : said),
        text,
      ),
    replace: (workspace) => withFiles(workspace, of),
  };
}

/** Longer names first: one may be a part of another. */
function filesIn({ directory, applications, identityProviders }: Workspace): readonly string[] {
  const found = new Set([
    ...(directory.sources ?? []).map(({ name }) => name),
    ...applications.flatMap(({ accounts }) => accounts.flatMap(({ imported }) => imported?.file ?? [])),
    ...identityProviders.flatMap(({ connections }) =>
      connections.flatMap(({ imported = [] }) => imported.map(({ file }) => file)),
    ),
  ]);
  return [...found].sort((left, right) => right.length - left.length);
}

/** The ids of imports are made of the names of their files. */
function withFiles(workspace: Workspace, of: (name: string) => string): Workspace {
  const { directory, applications } = workspace;
  const { sources } = directory;
  const ids = new Map((sources ?? []).map(({ id }, index) => [id, `source-${index + 1}`]));
  const sourceOf = (id: string): string => ids.get(id) ?? id;
  return {
    ...workspace,
    directory: {
      ...directory,
      users: directory.users.map((user) =>
        user.source === undefined ? user : { ...user, source: sourceOf(user.source) },
      ),
      ...(sources === undefined
        ? {}
        : { sources: sources.map((source) => ({ ...source, id: sourceOf(source.id), name: of(source.name) })) }),
    },
    applications: applications.map((application) => ({
      ...application,
      accounts: application.accounts.map((account) =>
        account.imported === undefined
          ? account
          : { ...account, imported: { ...account.imported, file: of(account.imported.file) } },
      ),
    })),
  };
}
