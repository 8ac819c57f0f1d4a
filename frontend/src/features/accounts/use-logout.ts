import { useMutation } from "@apollo/client/react";
import { useNavigate } from "react-router";
import { graphql } from "../../graphql/generated/index.ts";

const LOGOUT = graphql(`
  mutation Logout {
    logout
  }
`);

/** Ends the session and forgets everything this browser had loaded with it. */
export function useLogout() {
  const [mutate, { loading, error, reset, client }] = useMutation(LOGOUT);
  const navigate = useNavigate();
  const logout = (): void => {
    mutate()
      .then(() => navigate("/"))
      .then(() => client.resetStore())
      // A refused or lost mutation is in `error`; a failed reload is in the error of the query that failed.
      .catch(() => undefined);
  };
  return { logout, isBusy: loading, error, dismissError: reset };
}
