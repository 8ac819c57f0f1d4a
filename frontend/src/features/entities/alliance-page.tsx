import { useQuery } from "@apollo/client/react";
import { useParams } from "react-router";
import { graphql } from "../../graphql/generated/index.ts";
import { EntityPage } from "./entity-page.tsx";

const ALLIANCE = graphql(`
  query Alliance($id: ID!) {
    alliance(id: $id) {
      id
      name
      ticker
      isDeleted
      formerNames
      pictureUrl: logoUrl(size: 256)
    }
  }
`);

export function AlliancePage() {
  const { id = "" } = useParams();
  const { data, error, refetch } = useQuery(ALLIANCE, { variables: { id } });
  return (
    <EntityPage
      kind="Alliance"
      id={id}
      entity={data?.alliance}
      error={error}
      reload={() => void refetch().catch(() => undefined)}
    />
  );
}
