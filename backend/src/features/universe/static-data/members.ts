import { mapMembers } from "./map-members.ts";
import type { Member } from "./member.ts";
import { typeMembers } from "./type-members.ts";

/** Every file of the official archive that is needed, with the fields needed of it, in the sequence in which they are read (external-apis 6.2). Others are ignored. */
export const members: readonly Member[] = [...typeMembers, ...mapMembers];
