import type { AccountId, CharacterId } from "../../kernel/index.ts";
import {
  idArg,
  requireAccount,
  type Builder,
} from "../../platform/graphql/index.ts";
import type {
  Accounts,
  LinkedCharacterView,
  LostCharacter as LostCharacterView,
} from "./accounts.ts";

declare module "../../platform/graphql/context.ts" {
  interface AppFunctions {
    readonly accounts: Accounts;
  }
}

export type AccountTypes = ReturnType<typeof addAccounts>;

/** Adds accounts and their linked characters to the schema; returns the types that younger features add fields to. */
export function addAccounts(builder: Builder) {
  const AuthorisationState = builder.enumType("AuthorisationState", {
    values: {
      ACTIVE: {
        description: "The stored token works; syncs run without a browser.",
      },
      REVOKED: {
        description:
          "EVE SSO refused the token: the pilot has to log in with this character again.",
      },
    },
  });

  const LinkedCharacter =
    builder.objectRef<LinkedCharacterView>("LinkedCharacter");
  LinkedCharacter.implement({
    fields: (t) => ({
      id: t.id({ resolve: ({ characterId }) => String(characterId) }),
      name: t.exposeString("name"),
      linkedAt: t.expose("linkedAt", { type: "DateTime" }),
      scopes: t.exposeStringList("scopes", {
        description: "OAuth scopes that the pilot granted.",
      }),
      authorisation: t.field({
        type: AuthorisationState,
        resolve: ({ expiresAt }) => (expiresAt === null ? "ACTIVE" : "REVOKED"),
      }),
    }),
  });

  const LostCharacter = builder.objectRef<LostCharacterView>("LostCharacter");
  LostCharacter.implement({
    description:
      "A character that was linked and is no more: unlinked by the pilot, or sold.",
    fields: (t) => ({
      id: t.id({ resolve: ({ characterId }) => String(characterId) }),
      lostAt: t.expose("lostAt", { type: "DateTime" }),
      isUnlinked: t.exposeBoolean("isUnlinked", {
        description:
          "By the pilot's own wish; false when it has another owner.",
      }),
      reason: t.exposeString("reason", { description: "One sentence." }),
    }),
  });

  const Account = builder.objectRef<{ id: AccountId }>("Account").implement({
    fields: (t) => ({
      id: t.id({ resolve: ({ id }) => String(id) }),
      isAdmin: t.boolean({
        description:
          "Whether this account may look into the site's failed tasks and repair them.",
        resolve: ({ id }, _, { app }) =>
          app.accounts.isAdmin({ kind: "account", accountId: id }),
      }),
      characters: t.field({
        type: [LinkedCharacter],
        description: "Characters linked to this account, in order of linking.",
        resolve: ({ id }, _, { app }) => app.accounts.linkedCharacters(id),
      }),
      lostCharacters: t.field({
        type: [LostCharacter],
        description:
          "Characters unlinked, or lost to another owner, within 30 days, the last one first: what only their lists showed is not shown any more.",
        resolve: ({ id }, _, { app }) => app.accounts.lostCharacters(id),
      }),
    }),
  });

  builder.queryField("me", (t) =>
    t.field({
      type: Account,
      nullable: true,
      description: "The account of this session; null when logged out.",
      resolve: (_, _args, { viewer }) =>
        viewer.kind === "account" ? { id: viewer.accountId } : null,
    }),
  );

  builder.mutationFields((t) => ({
    logout: t.boolean({
      description: "Ends this browser's session.",
      resolve: async (_, _args, { endSession }) => {
        await endSession();
        return true;
      },
    }),
    unlinkCharacter: t.field({
      type: Account,
      nullable: true,
      description:
        "Ends the link: tokens are revoked and deleted, syncs stop. Null when it was the account's last character.",
      args: { characterId: t.arg.id({ required: true }) },
      resolve: async (_, args, { app, viewer }) => {
        const id = requireAccount(viewer);
        const characterId = idArg<CharacterId>(args.characterId, "characterId");
        const { accountLeft } = await app.accounts.unlink(id, characterId);
        return accountLeft ? { id } : null;
      },
    }),
  }));

  return { Account, LinkedCharacter, LostCharacter };
}
