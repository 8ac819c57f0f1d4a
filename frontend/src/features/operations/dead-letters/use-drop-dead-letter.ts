import { useMutation } from "@apollo/client/react";
import { graphql } from "../../../graphql/generated/index.ts";

const DROP_DEAD_LETTER = graphql(`
  mutation DropDeadLetter($id: ID!) {
    dropDeadLetter(id: $id)
  }
`);

/** Deletes a failed task for good; the list is read anew. */
export function useDropDeadLetter(id: string) {
  const [mutate, { loading, error, reset }] = useMutation(DROP_DEAD_LETTER, {
    variables: { id },
    refetchQueries: ["DeadLetters", "WorkerStatus"],
  });
  const drop = (): void => {
    // The failure is in `error`.
    mutate().catch(() => undefined);
  };
  return { drop, isBusy: loading, error, dismissError: reset };
}
